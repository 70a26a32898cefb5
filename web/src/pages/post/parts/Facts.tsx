import type { ReactNode } from 'react';
import classes from './facts.module.css';

/** Short facts with their names. What is empty is left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  const told = facts.filter(([, value]) => value !== null && value !== undefined && value !== false && value !== '');
  if (told.length === 0) return null;
  return (
    <dl className={classes.facts}>
      {told.map(([name, value]) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

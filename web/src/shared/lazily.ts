import { lazy, type LazyExoticComponent, type ReactNode } from 'react';

/** Fetches a part together with the styles that the frame and the calendar do without; those are one file, and fetched once. */
export async function withStyles<T>(load: () => Promise<T>): Promise<T> {
  const [part] = await Promise.all([load(), import('../app/styles/later.css')]);
  return part;
}

/** A part of a page that is fetched when it is first shown: `lazily(() => import('./Part.tsx'), 'Part')`. */
export const lazily = <TName extends string, TProps>(load: () => Promise<Record<TName, (props: TProps) => ReactNode>>, name: TName): LazyExoticComponent<(props: TProps) => ReactNode> =>
  lazy(() => withStyles(load).then(module => ({ default: module[name] })));

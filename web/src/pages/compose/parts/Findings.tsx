import { CircleX, Info, TriangleAlert } from 'lucide-react';
import classes from '../compose.module.css';
import type { Finding } from '../rules/findings.ts';

/** What to mend or to know, in sentences, with what blocks in front. */
export function Findings({ findings, id }: { findings: readonly Finding[]; id?: string }) {
  if (findings.length === 0) return null;
  return (
    <ul className={classes.findings} id={id}>
      {findings.map(finding => (
        <FindingLine key={finding.code + finding.field + finding.message} finding={finding} />
      ))}
    </ul>
  );
}

/** One finding: its sign, its sentence, and what to do about it. */
export function FindingLine({ finding }: { finding: Finding }) {
  const Icon = finding.blocks ? CircleX : finding.code === 'media_preparing' ? Info : TriangleAlert;
  return (
    <li className={finding.blocks ? 'state-red' : 'state-yellow'}>
      <Icon size={15} aria-label={finding.blocks ? 'To mend:' : 'Good to know:'} />
      <span dir="auto">
        {finding.message}
        {finding.advice && finding.advice !== finding.message ? ` ${finding.advice}` : ''}
      </span>
    </li>
  );
}

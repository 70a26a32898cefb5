import { Button } from '@mantine/core';
import { CircleX, TriangleAlert } from 'lucide-react';
import { useComposing } from '../context.ts';
import classes from '../compose.module.css';
import { type Finding, indexOf } from '../rules/findings.ts';
import type { Verdict } from './useChecks.ts';

/** What is wrong with the files, or good to know of them, in sentences; each leads to its file. */
export function FileFindings({ verdicts, onEdit }: { verdicts: readonly Verdict[]; onEdit: (mediaId: string) => void }) {
  const { draft, findingsOf } = useComposing();
  const own = findingsOf('media');
  const general = own.filter(finding => indexOf(finding.field) === null);
  const lines = draft.items.flatMap(({ media }, index) => {
    const verdict = verdicts[index];
    const said: Pick<Finding, 'message' | 'blocks'>[] = [
      ...(verdict?.blocks ?? []).map(message => ({ message, blocks: true })),
      ...own.filter(finding => indexOf(finding.field) === index && finding.code !== 'media_preparing'),
      ...(verdict?.hints ?? []).map(message => ({ message, blocks: false })),
    ];
    const once = said.filter((one, at) => said.findIndex(other => bare(other.message) === bare(one.message)) === at);
    return once.map(one => ({ ...one, media, at: index }));
  });
  if (lines.length === 0 && general.length === 0) return null;
  return (
    <ul className={classes.fileFindings} id="findings-media">
      {general.map(finding => (
        <Line key={finding.message} blocks={finding.blocks}>
          <span>{finding.message}</span>
        </Line>
      ))}
      {lines.map(({ message, blocks, media, at }) => (
        <Line key={media.id + message} blocks={blocks}>
          <span dir="auto">
            {draft.items.length > 1 && `${at + 1}. `}
            {bare(message)}
          </span>
          <Button size="compact-sm" variant="default" onClick={() => onEdit(media.id)} aria-label={`Edit ${media.fileName}`}>
            Edit
          </Button>
        </Line>
      ))}
    </ul>
  );
}

/** The server counts the items of a carousel too. */
const bare = (message: string) => message.replace(/^Item \d+: /, '');

function Line({ blocks, children }: { blocks: boolean; children: React.ReactNode }) {
  return (
    <li className={blocks ? 'state-red' : 'state-yellow'}>
      {blocks ? <CircleX size={15} aria-label="To mend:" /> : <TriangleAlert size={15} aria-label="Good to know:" />}
      {children}
    </li>
  );
}

import { Anchor, Badge, Code, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { Schemas } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { dateTime } from '../../../shared/times.ts';
import { POST_TYPES } from '../../../words/states.ts';
import { useAccountName } from '../../post/useNames.ts';
import classes from '../transfer.module.css';
import { wordsOf, worstFirst } from './rows.ts';

/** One row: how it was understood, and what is to be said about it. */
export function ImportRow({ row }: { row: Schemas['ImportedRowResponse'] }) {
  const { timeZone } = useWorkspace();
  const nameOf = useAccountName();
  const { title, type, at, channelIds } = row.post;
  const facts = [type && POST_TYPES[type], at && dateTime(at, timeZone), channelIds.map(nameOf).join(', ')].filter(Boolean);
  return (
    <tr role="row" data-wrong={!row.ok || undefined}>
      <th scope="row" role="rowheader">{row.row}</th>
      <td role="cell">
        {row.postId === null ? (
          <Text size="sm" fw={600} lineClamp={2} dir="auto">
            {title ?? 'A post'}
          </Text>
        ) : (
          <Anchor component={Link} to={`/posts/${row.postId}`} size="sm" fw={600} lineClamp={2} dir="auto">
            {title ?? 'A post'}
          </Anchor>
        )}
        {facts.length > 0 && <Text size="sm" c="dimmed">{facts.join(' · ')}</Text>}
      </td>
      <td role="cell">
        {row.alreadyImported && <Badge className="state state-gray" variant="default" leftSection={<CircleCheck size={14} aria-hidden />}>There already, left as it is</Badge>}
        {!row.alreadyImported && row.findings.length === 0 && <Badge className="state state-green" variant="default" leftSection={<CircleCheck size={14} aria-hidden />}>{row.postId === null ? 'Good' : 'Made'}</Badge>}
        {row.findings.length > 0 && (
          <ul className={classes.findings}>
            {worstFirst(row.findings).map(finding => (
              <Finding key={`${finding.column} ${finding.code} ${finding.message}`} finding={finding} />
            ))}
          </ul>
        )}
      </td>
    </tr>
  );
}

function Finding({ finding: { column, code, message, blocks } }: { finding: Schemas['ImportFindingResponse'] }) {
  const Icon = blocks ? CircleAlert : Info;
  return (
    <li className={blocks ? 'state-red' : 'state-gray'}>
      <Icon size={16} aria-hidden />
      <span>
        <strong>{blocks ? 'To mend' : 'Hint'}</strong>
        {column !== null && <> in <Code>{column}</Code></>}: {wordsOf(code, message)}
      </span>
    </li>
  );
}

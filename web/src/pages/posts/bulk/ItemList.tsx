import { Text } from '@mantine/core';
import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { useWorkspace } from '../../../api/session.ts';
import { dateTime } from '../../../shared/times.ts';
import { Thumb } from '../../post/parts/Thumb.tsx';
import type { ActionWords, BulkPost } from './actions.ts';
import classes from './bulk.module.css';
import { type BulkItem, refusalsFirst } from './rehearsal.ts';
import { Sentence } from './Sentence.tsx';

interface Props {
  label: string;
  action: ActionWords;
  posts: ReadonlyMap<string, BulkPost>;
  items: readonly BulkItem[];
  /** A proposed time takes the place of the one that does not fit. */
  takesProposed: boolean;
}

/** What becomes of each post, the refusals first. */
export function ItemList({ label, action, posts, items, takesProposed }: Props) {
  return (
    // It scrolls, so the keyboard must get there.
    <ul className={classes['items']} aria-label={label} tabIndex={0}>
      {refusalsFirst(items).map(item => (
        <Item key={item.postId} item={item} action={action} post={posts.get(item.postId)} takesProposed={takesProposed} />
      ))}
    </ul>
  );
}

function Item({ item, action, post, takesProposed }: { item: BulkItem; action: ActionWords; post: BulkPost | undefined; takesProposed: boolean }) {
  const { timeZone } = useWorkspace();
  const isMoved = takesProposed && item.proposedAt !== null;
  const [colour, Icon, word] = item.ok || isMoved ? (item.warnings.length > 0 && !isMoved ? (['yellow', TriangleAlert, 'Good to know'] as const) : (['green', CircleCheck, 'Goes'] as const)) : (['red', CircleX, 'Refused'] as const);
  const from = post?.at ? dateTime(post.at, timeZone) : null;
  const at = isMoved ? item.proposedAt : item.at;
  return (
    <li className={`${classes['item']} state-${colour}`}>
      <span className={classes['sign']}><Icon size={18} role="img" aria-label={word} /></span>
      <Thumb mediaId={post?.mediaId} size={40} />
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={600} truncate dir="auto">{post?.title ?? 'A post'}</Text>
        {(item.ok || isMoved) && <Text size="sm">{action.givesTimes && at ? `${from === null ? '' : `${from} → `}${dateTime(at, timeZone)}${isMoved ? ', as proposed' : ''}` : action.action === 'unschedule' && from !== null ? `Loses ${from}` : from ?? 'No time'}</Text>}
        {isMoved && <Text size="sm" c="dimmed">{item.ok ? 'Over a limit of its account otherwise.' : 'Too close to another post otherwise.'}</Text>}
        {!item.ok && !isMoved && <Text size="sm" c="var(--mantine-color-error)" component="div"><Sentence>{item.detail ?? 'Somebody changed it meanwhile. Look at it, then try again.'}</Sentence></Text>}
        {item.proposedAt !== null && !takesProposed && <Text size="sm">It would fit {dateTime(item.proposedAt, timeZone)}.</Text>}
        {!isMoved && item.warnings.map(warning => <Text key={warning.code + warning.field} size="sm" c="dimmed" component="div"><Sentence>{warning.message}</Sentence></Text>)}
      </div>
    </li>
  );
}

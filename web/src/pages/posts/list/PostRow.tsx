import { Checkbox, Text } from '@mantine/core';
import { memo } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { StateBadge } from '../../../shared/StateBadge.tsx';
import { dateTime } from '../../../shared/times.ts';
import { PostLine } from '../../post/parts/PostLine.tsx';
import { SeriesMark } from '../series/SeriesMark.tsx';
import { useMark } from '../selectionStore.ts';
import classes from './list.module.css';
import { type ListedPost, statesOf, timeOf } from './listed.ts';

interface Props {
  post: ListedPost;
  zone: string;
  nameOf: (channelId: string) => string;
  category: Schemas['CategoryResponse'] | undefined;
  /** `isRange` where everything since the last one is meant. */
  onToggle: (post: ListedPost, isRange: boolean) => void;
}

/** A post in the list: what it is, when it goes out, and how it stands. */
export const PostRow = memo(function PostRow({ post, zone, nameOf, category, onToggle }: Props) {
  const isSelected = useMark(post.id);
  const at = timeOf(post);
  const states = statesOf(post.jobs);
  // What was changed on its way waits for somebody to approve it again.
  const waits = states.length === 0 || (post.approval !== 'approved' && states.some(one => one.state !== 'published' && one.state !== 'failed'));
  return (
    <li className={classes['row']} data-selected={isSelected === true || undefined} data-bare={isSelected === null || undefined}>
      {isSelected !== null && (
        <Checkbox className={classes['check']} aria-label={`Select ${post.title}`} checked={isSelected} onChange={event => onToggle(post, (event.nativeEvent as MouseEvent).shiftKey)} data-select={post.id} />
      )}
      <PostLine postId={post.id} title={post.title} mediaId={post.mediaId} size={44}>
        <div className={classes['facts']}>
          {post.channelIds.length > 0 && <span style={{ overflowWrap: 'anywhere' }}>{post.channelIds.length > 2 ? `${nameOf(post.channelIds[0]!)} and ${post.channelIds.length - 1} more` : post.channelIds.map(nameOf).join(', ')}</span>}
          {category && <span><span className={classes['dot']} style={{ background: category.colour }} aria-hidden />{category.name}</span>}
          {post.seriesId !== null && <SeriesMark seriesId={post.seriesId} />}
        </div>
      </PostLine>
      <Text className={classes['time']} size="sm" c={at === null ? 'dimmed' : undefined} component={at === null ? 'span' : 'time'} {...(at === null ? {} : { dateTime: at })} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {at === null ? 'No time' : dateTime(at, zone)}
      </Text>
      <div className={classes['states']}>
        {states.map(({ state, reason, count }) => (
          <span key={state}>
            <StateBadge state={state} approval={post.approval} reason={reason} />
            {post.jobs.length > 1 && <Text span size="xs" c="dimmed" ml={4}>{count} of {post.jobs.length}</Text>}
          </span>
        ))}
        {waits && <StateBadge approval={post.approval} />}
      </div>
    </li>
  );
});

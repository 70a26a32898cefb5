import { Anchor, Badge, Button, Card, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check, Clock, ThumbsDown } from 'lucide-react';
import { lazy, type Ref, Suspense, useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMay, useWorkspace } from '../../api/session.ts';
import { dateTime, fromNow } from '../../shared/times.ts';
import { POST_TYPES } from '../../words/states.ts';
import { SinceDecision } from '../post/changes/SinceDecision.tsx';
import content from '../post/content/content.module.css';
import { Extras } from '../post/content/Extras.tsx';
import { postFor } from '../post/content/forAccount.ts';
import { Gallery } from '../post/content/Gallery.tsx';
import { itemsFor, looksTheSame } from '../post/content/items.ts';
import { Disclosure } from '../post/parts/Disclosure.tsx';
import { LongText } from '../post/parts/LongText.tsx';
import { postQuery } from '../post/queries.ts';
import { captionAsSent } from '../post/rules/captionAsSent.ts';
import { whyNotWords } from '../post/rules/reviewWords.ts';
import { insideSentence, useAccountName, useWho } from '../post/useNames.ts';
import classes from './approvals.module.css';

const Comments = lazy(() => import('../post/comments/Comments.tsx').then(module => ({ default: module.Comments })));

interface Props {
  post: Schemas['PostResponse'];
  isCurrent: boolean;
  cardRef: Ref<HTMLElement>;
  onFocus: () => void;
  onAsk: (what: 'approve' | 'reject') => void;
}

/** A post that waits: everything that is needed to decide, and the two buttons. */
export function PendingPost({ post, isCurrent, cardRef, onFocus, onAsk }: Props) {
  const { timeZone } = useWorkspace();
  const nameOf = useAccountName();
  const who = useWho();
  const mayApprove = useMay('approve_posts');
  const whyNot = whyNotWords(post.review);
  const whole = useQuery(postQuery(post.id)).data;
  const known = whole?.version === post.version ? whole : post;
  const [chosen, setChosen] = useState<string | null>(null);
  const channelId = chosen !== null && post.channelIds.includes(chosen) ? chosen : (post.channelIds[0] ?? null);
  const own = postFor(known, channelId);
  const { text, tags } = captionAsSent(own.caption, own.hashtags);
  const items = itemsFor(known, channelId);
  // Whoever approves sees every word that goes out.
  const isEachItsOwn = post.channelIds.length > 1 && !looksTheSame(known);

  return (
    <Card withBorder component="article" ref={cardRef} tabIndex={-1} className={`${classes.card} ${isCurrent ? classes.current : ''}`} aria-label={post.title} onFocus={onFocus}>
      <div className={classes.columns}>
        <Gallery key={`${post.version} ${channelId}`} items={items} />
        <Stack gap="sm" miw={0}>
          <div>
            <Title order={2} size="h4">
              <Anchor component={Link} to={`/posts/${post.id}`} c="inherit" inherit dir="auto" style={{ overflowWrap: 'anywhere' }}>
                {post.title}
              </Anchor>
            </Title>
            <Group gap={6} mt={4}>
              <Badge variant="default">{POST_TYPES[post.type]}</Badge>
              {post.channelIds.map(id => (
                <Badge key={id} variant="default">
                  {nameOf(id)}
                </Badge>
              ))}
            </Group>
          </div>
          <Text size="sm">
            <Clock size={14} aria-hidden style={{ verticalAlign: '-2px' }} />{' '}
            {post.at === null ? (
              'No time yet'
            ) : (
              <>
                <time dateTime={post.at}>{dateTime(post.at, timeZone)}</time>, {fromNow(post.at)}
                {Date.parse(post.at) < Date.now() && <strong>: this time has passed</strong>}
              </>
            )}
            {' · '}by {insideSentence(who(post.createdBy))}
            {post.submittedAt !== null && `, submitted${post.submittedBy === post.createdBy ? '' : ` by ${insideSentence(who(post.submittedBy))}`} ${fromNow(post.submittedAt)}`}
          </Text>
          {isEachItsOwn && (
            <div>
              <Text size="sm" mb={4}>Not every account gets the same:</Text>
              <SegmentedControl size="xs" fullWidth value={channelId ?? ''} onChange={setChosen} data={post.channelIds.map(id => ({ value: id, label: nameOf(id) }))} aria-label="On which account" />
            </div>
          )}
          {text === '' && tags.length === 0 && <Text c="dimmed">No caption.</Text>}
          {text !== '' && <LongText className={content.caption}>{text}</LongText>}
          {tags.length > 0 && (
            <Text className={`${content.caption} ${content.tags}`} dir="auto">
              {tags.join(' ')}
            </Text>
          )}
          <Extras post={own} withKind={false} />
          <SinceDecision post={post} />
          <Disclosure label="Comments">
            <Suspense>
              <Comments postId={post.id} />
            </Suspense>
          </Disclosure>
          {mayApprove ? (
            <>
              {whyNot !== null && <Text size="sm">{whyNot}</Text>}
              <Group gap="xs">
                <Button leftSection={<Check size={16} aria-hidden />} disabled={whyNot !== null} onClick={() => onAsk('approve')} aria-label={`Approve: ${post.title}`}>
                  Approve
                </Button>
                <Button variant="default" leftSection={<ThumbsDown size={16} aria-hidden />} onClick={() => onAsk('reject')} aria-label={`Reject: ${post.title}`}>
                  Reject
                </Button>
              </Group>
            </>
          ) : (
            <Text size="sm" c="dimmed">
              {whyNot}
            </Text>
          )}
        </Stack>
      </div>
    </Card>
  );
}

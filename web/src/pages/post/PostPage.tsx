import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { CategoryOf } from '../../shared/CategoryMark.tsx';
import { Loaded } from '../../shared/Loaded.tsx';
import { Page } from '../../shared/Page.tsx';
import { dateTime, viewerZone } from '../../shared/times.ts';
import { ApprovalNote } from './ApprovalNote.tsx';
import { SinceDecision } from './changes/SinceDecision.tsx';
import { Comments } from './comments/Comments.tsx';
import { PostContent } from './content/PostContent.tsx';
import { History } from './history/History.tsx';
import { AccountWithoutJob, JobCard } from './jobs/JobCard.tsx';
import { Section } from './parts/Section.tsx';
import { ZoneNote } from '../../shared/ZoneNote.tsx';
import classes from './post.module.css';
import { PostSeries } from '../posts/series/PostSeries.tsx';
import { PostButtons } from './PostButtons.tsx';
import { postQuery } from './queries.ts';
import { insideSentence, useWho } from './useNames.ts';
import { Versions } from './versions/Versions.tsx';

/** Everything about one post: where it stands on each account, what goes out, and who did what. */
export function PostPage() {
  const { postId } = useParams({ from: '/signed-in/posts/$postId' });
  const query = useQuery(postQuery(postId));
  return (
    <Page title={query.data?.title ?? 'Post'} actions={query.data && <PostButtons post={query.data} />}>
      <Loaded query={query}>{post => <Whole key={post.id} post={post} />}</Loaded>
    </Page>
  );
}

function Whole({ post }: { post: Schemas['PostResponse'] }) {
  const who = useWho();
  const jobs = post.jobs ?? [];
  const without = post.channelIds.filter(id => jobs.every(job => job.channelId !== id));
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        Made by {insideSentence(who(post.createdBy))}, last changed {dateTime(post.updatedAt, viewerZone())}
        {post.approvedBy && post.approval === 'approved' && `, approved by ${insideSentence(who(post.approvedBy))}`}
        {post.categoryId !== null && <> · <CategoryOf id={post.categoryId} /></>}
      </Text>
      <div className={classes.columns}>
        <Stack gap="lg" miw={0}>
          <ApprovalNote post={post} />
          {post.approval !== 'approved' && <SinceDecision post={post} />}
          <Section title={jobs.length + without.length === 1 ? 'Where it stands' : 'Where it stands on each account'}>
            <Stack gap="md">
              {jobs.map(job => (
                <JobCard key={job.id} job={job} post={post} isOnlyOne={jobs.length + without.length === 1} />
              ))}
              {without.map(channelId => (
                <AccountWithoutJob key={channelId} channelId={channelId} post={post} />
              ))}
              {post.channelIds.length === 0 && jobs.length === 0 && <Text c="dimmed">No account is chosen yet. Edit the post to choose where it goes.</Text>}
            </Stack>
          </Section>
          <PostSeries post={post} />
        </Stack>
        <div className={classes.content}>
          <PostContent post={post} />
        </div>
        <Stack gap="lg" className={classes.history}>
          <Section title="Comments">
            <Comments postId={post.id} />
          </Section>
          <Versions post={post} />
          <History post={post} />
          <Group>
            <ZoneNote zone="viewer" />
          </Group>
        </Stack>
      </div>
    </Stack>
  );
}

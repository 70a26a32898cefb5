import { Button } from '@mantine/core';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { CircleCheck, Info, Lock } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useChannels, useMay, useSession, useWorkspace } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Page } from '../../shared/Page.tsx';
import { StateBadge } from '../../shared/StateBadge.tsx';
import { Composer } from './Composer.tsx';
import { draftOf, isPlain, type MediaItem, type Post } from './draft/draft.ts';
import { keyOf } from './draft/kept.ts';
import { RestoredNotice } from './draft/Notices.tsx';
import { draftServer } from './draft/server.ts';
import { browserStorage } from './draft/storage.ts';
import { text } from './draft/store.ts';
import { storeFor } from './draft/stores.ts';
import { mediaOf, takeTheirs } from './draft/takeTheirs.ts';
import { Note } from '../../shared/Note.tsx';
import { sayDone } from './publish/sayDone.ts';
import type { Step } from './publish/usePublish.ts';
import type { Channel } from './rules/locks.ts';
import { wallOf } from '../../shared/wall.ts';

const postQuery = (postId: string) => queryOptions({ queryKey: ['post', postId], queryFn: () => draftServer.read(postId) });

/** A post that exists, to be changed. */
export function EditPage() {
  const { postId } = useParams({ from: '/signed-in/posts/$postId/edit' });
  const mayEdit = useMay('edit_posts');
  const queries = useQueryClient();
  const post = useQuery(postQuery(postId));
  const channels = useChannels();
  const media = useQuery({ queryKey: ['post', postId, 'media', post.data?.version ?? 0], queryFn: () => mediaOf(post.data!, queries), enabled: post.data !== undefined, placeholderData: before => before });
  const state = post.data?.jobs?.length === 1 ? post.data.jobs[0]! : undefined;
  return (
    <Page title="Edit post" wide actions={post.data && <StateBadge approval={post.data.approval} state={state?.state} reason={state?.reason} />}>
      <Loaded query={post} rows={6}>
        {found => {
          if (!mayEdit) return <Shut icon={Lock} title="Your role does not change posts" postId={postId} />;
          if ((found.jobs ?? []).some(job => job.state === 'published')) return <Shut icon={CircleCheck} title="It is live on one of its accounts, so it can no longer be changed here" postId={postId} />;
          return <Loaded query={channels}>{list => <Loaded query={media}>{files => <EditPost key={postId} post={found} media={files} isCurrent={!media.isPlaceholderData} channels={list} />}</Loaded>}</Loaded>;
        }}
      </Loaded>
    </Page>
  );
}

function Shut({ icon: Icon, title, postId }: { icon: typeof Lock; title: string; postId: string }) {
  return (
    <Note colour="blue" icon={Icon} title={title}>
      <Button component={Link} to="/posts/$postId" params={{ postId } as never} variant="default" size="xs">
        Look at the post
      </Button>
    </Note>
  );
}

/** What becomes of a change, where it is more than a draft. */
function consequenceOf(post: Post, policy: string): string | null {
  const isOnItsWay = (post.jobs ?? []).some(job => !['cancelled', 'failed'].includes(job.state));
  if (isOnItsWay && policy === 'none') return 'This post is scheduled. Your changes go out once you save them; until then what was scheduled stands.';
  if (isOnItsWay || post.approval === 'approved') return 'This post was approved. Saving a change of its content ends the approval, and it does not go out until somebody approves it again.';
  if (post.approval === 'pending') return 'This post waits for approval. Saving a change of its content makes it a draft again, to be submitted anew.';
  if (post.approval === 'rejected') return post.approvalNote ? `It was rejected: “${post.approvalNote}”. Change it and submit it again.` : 'It was rejected. Change it and submit it again.';
  return null;
}

function EditPost({ post, media, isCurrent, channels }: { post: Post; media: ReadonlyMap<string, MediaItem>; isCurrent: boolean; channels: readonly Channel[] }) {
  const workspace = useWorkspace();
  const session = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const zone = workspace.timeZone;
  const asDraft = (one: Post) => draftOf(one, media, one.at ? wallOf(one.at, zone) : null);
  const baseOf = (one: Post) => ({ postId: one.id, version: one.version, content: text(asDraft(one)), at: one.at ? wallOf(one.at, zone) : null });
  const [store] = useState(() =>
    storeFor(
      {
        key: keyOf(workspace.id, session.member.id, post.id), storage: browserStorage(), server: draftServer, notesTime: false, timeZone: zone,
        onSaved: saved => void queries.invalidateQueries({ queryKey: ['post', saved.id], exact: true }),
      },
      { draft: asDraft(post), base: baseOf(post), post },
    ),
  );
  // What happens to the post elsewhere comes from outside of React, by way of the live events.
  useEffect(() => {
    if (isCurrent) store.meetNewer(post, asDraft(post));
  }, [post, isCurrent, store]);

  const done = (saved: Post, step: Step) => {
    sayDone(saved, step, zone);
    if (step === 'save' && isPlain(saved)) return;
    store.forget();
    void navigate({ to: '/posts/$postId', params: { postId: saved.id } });
  };
  const consequence = consequenceOf(post, workspace.approvalPolicy);
  const revert = () => {
    const before = store.state();
    store.replace(asDraft(post), baseOf(post), post);
    return () => store.replace(before.draft, before.base, before.post);
  };
  return (
    <Composer
      store={store} channels={channels} workspace={workspace} onDone={done} onTakeTheirs={() => void takeTheirs(store, queries, zone)}
      notices={
        <>
          {consequence && (
            <Note icon={Info} colour={post.approval === 'rejected' ? 'red' : 'blue'}>
              <span dir="auto">{consequence}</span>
            </Note>
          )}
          <RestoredNotice onDiscard={revert} discardWord="Back to what is saved" />
        </>
      }
    />
  );
}

import { Anchor, Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useChannels, useMay, useSession, useWorkspace } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Page } from '../../shared/Page.tsx';
import { Composer } from './Composer.tsx';
import { begin } from './draft/begin.ts';
import type { MediaItem, Post } from './draft/draft.ts';
import { keyOf } from './draft/kept.ts';
import { mediaQuery } from './draft/mediaQuery.ts';
import { RestoredNotice } from './draft/Notices.tsx';
import { draftServer } from './draft/server.ts';
import { storeFor } from './draft/stores.ts';
import { browserStorage } from './draft/storage.ts';
import { takeTheirs } from './draft/takeTheirs.ts';
import type { Step } from './publish/usePublish.ts';
import { Note } from '../../shared/Note.tsx';
import { sayDone } from './publish/sayDone.ts';
import { type Channel, lockOf } from './rules/locks.ts';
import { readAt } from './rules/walltime.ts';

/** A new post, perhaps for a time (`?at=`), accounts (`?channel=`) and a category (`?category=`), or of media from the library (`?media=`). */
export function ComposePage() {
  const mayEdit = useMay('edit_posts');
  const channels = useChannels();
  const { at, media, channel, category } = useSearch({ from: '/signed-in/compose' });
  const wished = useQueries({ queries: (media ?? '').split(',').filter(id => id !== '').map(id => mediaQuery(id)) });
  if (!mayEdit) {
    return (
      <Page title="New post">
        <Note colour="blue" icon={Lock} title="Your role does not write posts">
          <span>Ask an owner or admin of this workspace for the role of an editor.</span>
        </Note>
      </Page>
    );
  }
  const isThere = wished.every(one => !one.isPending);
  return (
    <Page title="New post" wide>
      <Loaded query={channels} rows={6}>
        {list => isThere && <NewPost key={[at, media, channel, category].join(' ')} channels={list} at={at} wished={channel?.split(',') ?? []} categoryId={category ?? null} media={wished.flatMap(one => (one.data ? [one.data] : []))} />}
      </Loaded>
    </Page>
  );
}

interface Wished {
  at: string | undefined;
  media: readonly MediaItem[];
  /** Ids of the accounts it was opened for. */
  wished: readonly string[];
  categoryId: string | null;
}

function NewPost({ channels, at, media, wished, categoryId }: Wished & { channels: readonly Channel[] }) {
  const workspace = useWorkspace();
  const session = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [round, setRound] = useState(0);
  const usable = channels.filter(channel => lockOf(channel, workspace.lockedPlatforms) === null);
  const open = (wishes: Pick<Parameters<typeof begin>[2], 'at' | 'media' | 'channelIds' | 'categoryId'>) => {
    const ids = { workspaceId: workspace.id, memberId: session.member.id };
    // With one account there is nothing to choose.
    const beginning = begin(browserStorage(), ids, { ...wishes, usualChannelIds: usable.length === 1 ? [usable[0]!.id] : [] });
    const store = storeFor(
      {
        key: keyOf(ids.workspaceId, ids.memberId, null), storage: browserStorage(), server: draftServer, notesTime: workspace.approvalPolicy !== 'none', timeZone: workspace.timeZone,
        onSaved: post => {
          void queries.invalidateQueries({ queryKey: ['posts'] });
          void queries.invalidateQueries({ queryKey: ['post', post.id], exact: true });
        },
      },
      { draft: beginning.draft, base: null, post: null },
    );
    return { store, laidAside: beginning.laidAside };
  };
  const [{ store, laidAside }, setOpened] = useState(() => open({ at: readAt(at, workspace.timeZone), media, channelIds: usable.filter(channel => wished.includes(channel.id)).map(channel => channel.id), categoryId }));

  const done = (post: Post, step: Step) => {
    store.forget();
    sayDone(post, step, workspace.timeZone);
    if (step === 'save') void navigate({ to: '/posts/$postId/edit', params: { postId: post.id }, replace: true });
    else void navigate({ to: '/posts/$postId', params: { postId: post.id } });
  };
  const startAnew = () => {
    const before = store.state();
    if (before.base !== null) notifications.show({ message: 'The unfinished post is kept as a draft.' });
    store.layAside(before.base === null ? null : keyOf(workspace.id, session.member.id, before.base.postId));
    setOpened(open({ at: null, media: [], channelIds: [], categoryId: null }));
    setRound(round + 1);
  };
  return (
    <Composer
      key={round} store={store} channels={channels} workspace={workspace} onDone={done} onTakeTheirs={() => void takeTheirs(store, queries, workspace.timeZone)}
      notices={
        <Notices
          laidAside={laidAside} store={store} onStartAnew={startAnew}
        />
      }
    />
  );
}

function Notices({ laidAside, store, onStartAnew }: { laidAside: string | null; store: ReturnType<typeof storeFor>; onStartAnew: () => void }) {
  return (
    <>
      {laidAside !== null && (
        <Text size="sm" role="status">
          The post you had begun is kept as a draft. <Anchor component={Link} to="/posts/$postId/edit" params={{ postId: laidAside } as never} underline="always" inherit>Go on with it</Anchor>
        </Text>
      )}
      <RestoredNotice
        onDiscard={() => store.discard()} discardWord="Discard it"
        more={store.state().base !== null && <Button size="xs" variant="default" onClick={onStartAnew}>Begin another post</Button>}
      />
    </>
  );
}

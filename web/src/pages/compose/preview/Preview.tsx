import { ActionIcon, Group, NativeSelect, Tabs, Text, Title, Tooltip } from '@mantine/core';
import { useComputedColorScheme } from '@mantine/core';
import { Moon, Sun } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ComposingContext, useComposing } from '../context.ts';
import { draftFor } from '../draft/variants.ts';
import type { PostType } from '../rules/limits.ts';
import { FeedCard } from './FeedCard.tsx';
import { FullScreen } from './FullScreen.tsx';
import { platformName } from '../../../words/platforms.ts';
import { GridTile } from './GridTile.tsx';
import classes from './preview.module.css';
import { ShortPost } from './ShortPost.tsx';

interface View {
  value: string;
  label: string;
  show: (username: string) => ReactNode;
}

const FEED: View = { value: 'feed', label: 'Feed', show: username => <FeedCard username={username} /> };
const GRID: View = { value: 'grid', label: 'Profile', show: username => <GridTile username={username} /> };
const REEL: View = { value: 'reel', label: 'Reel', show: username => <FullScreen username={username} kind="reel" /> };
const STORY: View = { value: 'story', label: 'Story', show: username => <FullScreen username={username} kind="story" /> };

const SHORT: View = { value: 'post', label: 'Post', show: username => <ShortPost username={username} /> };

const PAGE: View = { value: 'page', label: 'Post', show: username => <ShortPost username={username} isPage /> };

/** Networks whose posts do not look as Instagram's do, whatever their kind; where a kind is missing, as there. */
const OWN_LOOK: Record<string, (type: PostType) => View[] | undefined> = {
  bluesky: () => [SHORT],
  mastodon: () => [SHORT],
  facebook: type => type === 'reel' || type === 'video' ? [REEL] : [PAGE],
};

/** Where a post of each kind is seen, the first place in front. */
const VIEWS: Partial<Record<PostType, View[]>> = { image: [FEED, GRID], carousel: [FEED, GRID], reel: [REEL, FEED, GRID], story: [STORY] };

/** The post as the network will show it. */
export function Preview() {
  const composing = useComposing();
  const { draft, chosen, channels, account, setAccount } = composing;
  const own = useComputedColorScheme('light', { getInitialValueInEffect: false });
  const [scheme, setScheme] = useState<'light' | 'dark' | null>(null);
  const [view, setView] = useState<string | null>(null);
  const [accountId, setAccountId] = useState<string | null>(null);
  const look = scheme ?? own;
  const accounts = chosen.length > 0 ? chosen : channels.slice(0, 1);
  // What is written for one account is seen at that account.
  const seen = accounts.find(channel => channel.id === (account ?? accountId)) ?? accounts[0];
  const username = seen?.username ?? 'your.account';
  const seeAt = (id: string) => {
    setAccountId(id);
    if (account !== null) setAccount(id);
  };
  const views = (OWN_LOOK[seen?.platform ?? '']?.(draft.type) ?? VIEWS[draft.type] ?? [FEED]).filter(one => !(draft.type === 'reel' && !draft.shareToFeed && one === FEED));
  const shown = views.find(one => one.value === view) ?? views[0]!;
  return (
    <section aria-labelledby="title-preview" className={classes.preview}>
      <Group justify="space-between" mb="xs" wrap="nowrap">
        <Title order={2} size="h5" id="title-preview">
          Preview
        </Title>
        <Group gap={4} wrap="nowrap">
          {accounts.length > 1 && (
            <NativeSelect size="xs" aria-label="Seen at" value={seen?.id ?? ''} data={accounts.map(channel => ({ value: channel.id, label: `@${channel.username}` }))} onChange={event => seeAt(event.currentTarget.value)} />
          )}
          <Tooltip label={look === 'dark' ? 'As seen in light mode' : 'As seen in dark mode'}>
            <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" size={32} onClick={() => setScheme(look === 'dark' ? 'light' : 'dark')} aria-label={look === 'dark' ? 'Show it in light mode' : 'Show it in dark mode'}>
              {look === 'dark' ? <Sun size={17} aria-hidden /> : <Moon size={17} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      <Tabs value={shown.value} onChange={value => setView(value)} keepMounted={false}>
        <Tabs.List grow mb="sm" aria-label="Where it is seen">
          {views.map(one => (
            <Tabs.Tab key={one.value} value={one.value}>
              {one.label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {views.map(one => (
          <Tabs.Panel key={one.value} value={one.value}>
            <div className={classes.phone} data-look={look}>
              <ComposingContext value={{ ...composing, draft: draftFor(draft, seen?.id ?? null) }}>{one.show(username)}</ComposingContext>
            </div>
          </Tabs.Panel>
        ))}
      </Tabs>
      <Text size="xs" c="dimmed" mt="xs">
        Drawn here after {OWN_LOOK[seen?.platform ?? ''] ? platformName(seen!.platform) : 'Instagram'}’s own look. Colours and line breaks may differ a little in the app.
      </Text>
    </section>
  );
}

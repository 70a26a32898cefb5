import { Card, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { Section } from '../parts/Section.tsx';
import { captionAsSent } from '../rules/captionAsSent.ts';
import { useAccountName } from '../useNames.ts';
import classes from './content.module.css';
import { Extras } from './Extras.tsx';
import { postFor } from './forAccount.ts';
import { Gallery } from './Gallery.tsx';
import { itemsFor, looksTheSame } from './items.ts';

/** The post as it goes out: its files as they were made fit, and its caption with the hashtags. */
export function PostContent({ post }: { post: Schemas['PostResponse'] }) {
  const nameOf = useAccountName();
  const [chosen, setChosen] = useState<string | null>(null);
  const channelId = chosen !== null && post.channelIds.includes(chosen) ? chosen : (post.channelIds[0] ?? null);
  const own = postFor(post, channelId);
  const { text, tags } = captionAsSent(own.caption, own.hashtags);

  return (
    <Section title="As it goes out">
      <Card withBorder p="sm">
        <Stack gap="sm">
          {post.channelIds.length > 1 && !looksTheSame(post) && (
            <SegmentedControl size="xs" fullWidth value={channelId ?? ''} onChange={setChosen} data={post.channelIds.map(id => ({ value: id, label: nameOf(id) }))} aria-label="On which account" />
          )}
          <Gallery key={channelId} items={itemsFor(post, channelId)} />
          {text !== '' && (
            <Text className={classes.caption} dir="auto">
              {text}
            </Text>
          )}
          {tags.length > 0 && (
            <Text className={`${classes.caption} ${classes.tags}`} dir="auto">
              {tags.join(' ')}
            </Text>
          )}
          {text === '' && tags.length === 0 && post.type !== 'story' && (
            <Text c="dimmed" size="sm">
              No caption.
            </Text>
          )}
          <Extras post={own} />
        </Stack>
      </Card>
    </Section>
  );
}

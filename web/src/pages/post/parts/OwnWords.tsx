import { Text } from '@mantine/core';
import { platformName } from '../../../words/platforms.ts';

/** What a network itself said of an error; nothing where it said nothing. */
export function OwnWords({ platform, words }: { platform: string; words: string | null | undefined }) {
  if (!words) return null;
  return (
    <Text size="sm" mt={2} style={{ overflowWrap: 'anywhere' }}>
      {platformName(platform)}’s own words: <q dir="auto">{words}</q>
    </Text>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { useComposing } from '../context.ts';
import type { OwnField } from '../draft/variants.ts';

const NAMES: Record<OwnField, string> = { items: 'pictures and videos', caption: 'caption', hashtags: 'hashtags', firstComment: 'first comment' };

/** Below a field of one account: whether it is its own. */
export function OwnSwitch({ field }: { field: OwnField }) {
  const { own } = useComposing();
  if (own === null) return null;
  return own.isOwn(field) ? (
    <Button variant="subtle" size="compact-sm" onClick={() => own.giveBack(field)} aria-label={`Back to that of all: ${NAMES[field]}`}>
      Back to that of all
    </Button>
  ) : (
    <Group gap={6}>
      <Text size="sm" c="dimmed">As for all.</Text>
      <Button variant="subtle" size="compact-sm" onClick={() => own.take(field)} aria-label={`Change for this account: ${NAMES[field]}`}>
        Change for this account
      </Button>
    </Group>
  );
}

import { Text } from '@mantine/core';
import { api, call } from '../../../api/client.ts';
import { AskFirst } from '../../../shared/AskFirst.tsx';
import { useChange } from '../../../shared/useChange.ts';
import type { Target } from './queries.ts';

/** Asks before a target is deleted. */
export function DeleteTarget({ target, onClose }: { target: Target; onClose: () => void }) {
  const remove = useChange({
    run: () => call(api.DELETE('/api/v1/notification-targets/{targetId}', { params: { path: { targetId: target.id } } })),
    touches: [['notification-targets'], ['deliveries'], ['events']],
    done: 'It is deleted.',
    showsError: true,
    onDone: onClose,
  });
  return (
    <AskFirst opened title={`Delete “${target.name}”?`} verb="Delete it" busy={remove.isPending} error={remove.error} onYes={() => remove.mutate()} onClose={onClose}>
      <Text size="sm">What waits for it is not told any more, and its log goes with it.</Text>
    </AskFirst>
  );
}

/** Asks before a webhook gets another secret. */
export function RotateSecret({ target, onClose, onSecret }: { target: Target; onClose: () => void; onSecret: (target: Target) => void }) {
  const rotate = useChange({
    run: () => call(api.POST('/api/v1/notification-targets/{targetId}/rotate-secret', { params: { path: { targetId: target.id } } })),
    touches: [['notification-targets'], ['events']],
    showsError: true,
    onDone: made => {
      onClose();
      onSecret(made);
    },
  });
  return (
    <AskFirst opened title={`A new secret for “${target.name}”?`} verb="Make a new secret" danger={false} busy={rotate.isPending} error={rotate.error} onYes={() => rotate.mutate()} onClose={onClose}>
      <Text size="sm">It is shown once. For 24 hours both the new one and the one before sign each message, so that your program can change over without missing any.</Text>
    </AskFirst>
  );
}

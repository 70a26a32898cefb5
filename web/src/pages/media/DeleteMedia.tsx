import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { api, call, type Schemas } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { AskFirst } from '../../shared/AskFirst.tsx';
import { useChange } from '../../shared/useChange.ts';

interface Props {
  opened: boolean;
  media: Schemas['MediaResponse'];
  onClose: () => void;
  onGone: () => void;
}

/** Removes an item. The server refuses while a post that is on its way needs it, and names that post. */
export function DeleteMedia({ opened, media, onClose, onGone }: Props) {
  const remove = useChange({
    run: () => call(api.DELETE('/api/v1/media/{mediaId}', { params: { path: { mediaId: media.id } } })),
    touches: [['media', 'list']],
    done: 'Deleted.',
    showsError: true,
    onDone: () => {
      onClose();
      onGone();
    },
  });
  const post = remove.error instanceof Problem ? remove.error.more['conflictingPostId'] : undefined;
  return (
    <AskFirst
      opened={opened}
      title="Delete this file?"
      verb="Delete"
      busy={remove.isPending}
      error={remove.error}
      errorMore={typeof post === 'string' && <Anchor component={Link} to="/posts/$postId" params={{ postId: post } as never} inherit underline="always">Open that post</Anchor>}
      onYes={() => remove.mutate()}
      onClose={() => {
        remove.reset();
        onClose();
      }}
    >
      <Text size="sm"><b dir="auto">{media.fileName}</b> leaves the library for good. What was published with it stays at the network. A draft that shows it needs another file before it can go out.</Text>
    </AskFirst>
  );
}

import { Text } from '@mantine/core';
import { api, call, type Schemas } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { AskFirst } from '../../shared/AskFirst.tsx';
import { useChange } from '../../shared/useChange.ts';
import { PostOfJob } from '../post/parts/PostLine.tsx';

interface Props {
  opened: boolean;
  media: Schemas['MediaResponse'];
  onClose: () => void;
  onGone: () => void;
}

/** Removes an item. The server refuses while a post that is on its way needs it, and names those posts. */
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
  const inTheWay = postsOf(remove.error);
  return (
    <AskFirst
      opened={opened}
      title="Delete this file?"
      verb="Delete"
      busy={remove.isPending}
      error={remove.error}
      errorMore={inTheWay.length > 0 && (
        <ul style={{ listStyle: 'none', margin: '8px 0 0', padding: 0, display: 'grid', gap: 8 }}>
          {inTheWay.map(id => <li key={id}><PostOfJob postId={id} size={36} /></li>)}
        </ul>
      )}
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

/** The posts that a refusal names. */
function postsOf(error: unknown): string[] {
  if (!(error instanceof Problem)) return [];
  const { postIds, conflictingPostId } = error.more;
  const named = Array.isArray(postIds) ? postIds : [conflictingPostId];
  return named.filter(id => typeof id === 'string');
}

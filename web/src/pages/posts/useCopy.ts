import { useNavigate } from '@tanstack/react-router';
import { api, call } from '../../api/client.ts';
import { useChange } from '../../shared/useChange.ts';

/** Makes a draft with the same content, and opens it to be edited. */
export function useCopy() {
  const navigate = useNavigate();
  return useChange({
    run: (postId: string) => call(api.POST('/api/v1/posts/{postId}/copy', { params: { path: { postId } } })),
    touches: [['posts'], ['calendar'], ['overview']],
    done: 'This is the copy. What you change here changes nothing about the first one.',
    onDone: post => void navigate({ to: `/posts/${post.id}/edit` }),
  });
}

import { queryOptions } from '@tanstack/react-query';
import { api, call } from '../../../api/client.ts';
import { useChange } from '../../../shared/useChange.ts';
import type { Comment } from './threads.ts';

const PAGE = 200;
const MOST_PAGES = 10;

/** What was said about a post, oldest first. */
export const commentsQuery = (postId: string) =>
  queryOptions({
    queryKey: ['post', postId, 'comments'],
    queryFn: async ({ signal }) => {
      const comments: Comment[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page++) {
        const answer = await call(api.GET('/api/v1/posts/{postId}/comments', { params: { path: { postId }, query: { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) } }, signal }));
        comments.push(...answer.items);
        if (answer.nextCursor === null) break;
        cursor = answer.nextCursor;
      }
      return comments;
    },
  });

/** The history tells of comments too. */
const touches = (postId: string) => [['post', postId]];

/** Says something about a post, or answers a comment. */
export const useAddComment = (postId: string, replyTo: string | null) =>
  useChange({ run: (text: string) => call(api.POST('/api/v1/posts/{postId}/comments', { params: { path: { postId } }, body: { text, ...(replyTo === null ? {} : { replyTo }) } })), touches: touches(postId), showsError: true });

/** Changes one's own comment. */
export const useEditComment = (postId: string, commentId: string) =>
  useChange({ run: (text: string) => call(api.PATCH('/api/v1/posts/{postId}/comments/{commentId}', { params: { path: { postId, commentId } }, body: { text } })), touches: touches(postId), showsError: true });

/** Takes a comment's words away. */
export const useDeleteComment = (postId: string, commentId: string, onDone: () => void) =>
  useChange({ run: () => call(api.DELETE('/api/v1/posts/{postId}/comments/{commentId}', { params: { path: { postId, commentId } } })), touches: touches(postId), showsError: true, done: 'The comment is deleted.', onDone });

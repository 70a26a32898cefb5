import type { Schemas } from '../../../api/client.ts';

/** What somebody said about a post. */
export type Comment = Schemas['CommentResponse'];

/** A comment and everything that answers it, oldest first. */
export interface Thread {
  first: Comment;
  replies: Comment[];
}

/** Sorts comments into threads. An answer to an answer stands in the thread of the first; what answers something unknown begins its own. */
export function threadsOf(comments: readonly Comment[]): Thread[] {
  const threads: Thread[] = [];
  const threadOf = new Map<string, Thread>();
  for (const comment of comments) {
    const above = comment.replyTo === null ? undefined : threadOf.get(comment.replyTo);
    const thread = above ?? { first: comment, replies: [] };
    if (above) above.replies.push(comment);
    else threads.push(thread);
    threadOf.set(comment.id, thread);
  }
  return threads;
}

const EDIT_MS = 15 * 60_000;

/** For how much longer its author can change a comment, in milliseconds; 0 where that time is over. The server decides. */
export const editableFor = (comment: Comment, now = Date.now()): number => (comment.deletedAt !== null ? 0 : Math.max(Date.parse(comment.createdAt) + EDIT_MS - now, 0));

import { Stack, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../../api/session.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import { commentsQuery, useAddComment } from './commentCalls.ts';
import { CommentField } from './CommentField.tsx';
import { CommentItem } from './CommentItem.tsx';
import classes from './comments.module.css';
import { type Comment, threadsOf } from './threads.ts';

/** What the people of the workspace say to each other about a post, and the place to say something. */
export function Comments({ postId }: { postId: string }) {
  const query = useQuery(commentsQuery(postId));
  const mayComment = useMay('comment_on_posts');
  const add = useAddComment(postId, null);
  return (
    <Stack gap="md">
      <Loaded query={query} rows={2}>{comments => <Threads postId={postId} comments={comments} mayComment={mayComment} />}</Loaded>
      {mayComment && (
        <CommentField label="Your comment" verb="Comment" busy={add.isPending} error={add.error} onSend={(text, done) => add.mutate(text, { onSuccess: done })}>
          Only the workspace sees it, networks never do.
        </CommentField>
      )}
    </Stack>
  );
}

function Threads({ postId, comments, mayComment }: { postId: string; comments: readonly Comment[]; mayComment: boolean }) {
  const authorOf = (id: string | null) => comments.find(comment => comment.id === id)?.author;
  const count = comments.filter(comment => comment.deletedAt === null).length;
  return (
    <>
      <VisuallyHidden role="status">{count === 0 ? '' : count === 1 ? '1 comment' : `${count} comments`}</VisuallyHidden>
      {comments.length === 0 && <Text size="sm" c="dimmed">{mayComment ? 'Nobody has said anything yet.' : 'Nobody has said anything yet. Your role reads comments and writes none.'}</Text>}
      {comments.length > 0 && (
        <ol className={classes.threads}>
          {threadsOf(comments).map(({ first, replies }) => (
            <li key={first.id}>
              <CommentItem postId={postId} comment={first} />
              {replies.length > 0 && (
                <ol className={classes.replies}>
                  {replies.map(reply => (
                    <li key={reply.id}>
                      <CommentItem postId={postId} comment={reply} answers={reply.replyTo === first.id ? undefined : authorOf(reply.replyTo)} />
                    </li>
                  ))}
                </ol>
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

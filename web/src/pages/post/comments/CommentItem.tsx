import { Avatar, Button, Group, Mark, Text } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { useReducer, useState } from 'react';
import { useMay, useSession } from '../../../api/session.ts';
import { AskFirst } from '../../../shared/AskFirst.tsx';
import { dateTime, fromNow, viewerZone } from '../../../shared/times.ts';
import { initials } from '../parts/Account.tsx';
import { useMembers } from '../queries.ts';
import { insideSentence, useWho } from '../useNames.ts';
import { useAddComment, useDeleteComment, useEditComment } from './commentCalls.ts';
import { CommentField } from './CommentField.tsx';
import classes from './comments.module.css';
import { mentionPieces } from './mentions.ts';
import { type Comment, editableFor } from './threads.ts';

interface Props {
  postId: string;
  comment: Comment;
  /** Of the comment it answers, where that is not the one above all. */
  answers?: string;
}

/** One comment: who, when, the words, and what can be done with it. */
export function CommentItem({ postId, comment, answers }: Props) {
  const who = useWho();
  const [mode, setMode] = useState<'reply' | 'edit' | null>(null);
  const add = useAddComment(postId, comment.id);
  const edit = useEditComment(postId, comment.id);
  const author = who(comment.author);
  const close = () => {
    setMode(null);
    add.reset();
    edit.reset();
  };
  return (
    <div className={classes.comment}>
      <Avatar size={30} radius="xl" color="post" variant="filled" aria-hidden>{initials(comment.author.split('@')[0]!)}</Avatar>
      <div className={classes.body}>
        <Text size="sm" component="div">
          <b>{author}</b>{answers !== undefined && <> to {insideSentence(who(answers))}</>}{' '}
          <Text span size="xs" c="dimmed">
            <time dateTime={comment.createdAt} title={dateTime(comment.createdAt, viewerZone())}>{fromNow(comment.createdAt)}</time>
            {comment.editedAt !== null && comment.deletedAt === null && ', edited'}
          </Text>
        </Text>
        {mode === 'edit' ? (
          <CommentField label="Change your comment" verb="Save" initial={comment.text ?? ''} hasFocus busy={edit.isPending} error={edit.error} onSend={text => edit.mutate(text, { onSuccess: close })} onCancel={close} />
        ) : (
          <Words comment={comment} />
        )}
        {comment.deletedAt === null && mode === null && <Actions postId={postId} comment={comment} author={author} onReply={() => setMode('reply')} onEdit={() => setMode('edit')} />}
        {mode === 'reply' && <CommentField label={`Answer ${insideSentence(author)}`} verb="Answer" hasFocus busy={add.isPending} error={add.error} onSend={text => add.mutate(text, { onSuccess: close })} onCancel={close} />}
      </div>
    </div>
  );
}

function Words({ comment }: { comment: Comment }) {
  const who = useWho();
  const people = useMembers().data ?? [];
  if (comment.deletedAt !== null) return <Text size="sm" c="dimmed" fs="italic">{comment.deletedBy === comment.author ? 'Deleted by who wrote it.' : `Deleted by ${insideSentence(who(comment.deletedBy))}.`}</Text>;
  return (
    <Text size="sm" className={classes.words} dir="auto">
      {mentionPieces(comment.text ?? '', people.filter(person => comment.mentions.includes(person.id))).map((piece, position) =>
        piece.isMention ? <Mark key={position} className={classes.mention}>{piece.text}</Mark> : <span key={position}>{piece.text}</span>,
      )}
    </Text>
  );
}

function Actions({ postId, comment, author, onReply, onEdit }: { postId: string; comment: Comment; author: string; onReply: () => void; onEdit: () => void }) {
  const { member } = useSession();
  const [mayComment, mayManage] = [useMay('comment_on_posts'), useMay('manage_workspace')];
  const [isAsking, setAsking] = useState(false);
  const remove = useDeleteComment(postId, comment.id, () => setAsking(false));
  const isOwn = comment.authorId === member.id;
  const left = isOwn ? editableFor(comment) : 0;
  // The button leaves when its time is over.
  const [, lapse] = useReducer((count: number) => count + 1, 0);
  useTimeout(lapse, left + 100, { autoInvoke: left > 0 });
  if (!mayComment) return null;
  const about = `${author}, ${fromNow(comment.createdAt)}`;
  return (
    <Group gap={2} ml={-8}>
      <Button size="compact-xs" variant="subtle" onClick={onReply} aria-label={`Answer: ${about}`}>Answer</Button>
      {left > 0 && <Button size="compact-xs" variant="subtle" onClick={onEdit} aria-label={`Edit: ${about}`}>Edit</Button>}
      {(isOwn || mayManage) && <Button size="compact-xs" variant="subtle" onClick={() => setAsking(true)} aria-label={`Delete: ${about}`}>Delete</Button>}
      <AskFirst
        opened={isAsking} title="Delete this comment?" verb="Delete" busy={remove.isPending} error={remove.error} onYes={() => remove.mutate()}
        onClose={() => {
          setAsking(false);
          remove.reset();
        }}
      >
        <Text size="sm">Its words are gone for everybody. That there was a comment, and who deleted it, stays; so do the answers.</Text>
      </AskFirst>
    </Group>
  );
}

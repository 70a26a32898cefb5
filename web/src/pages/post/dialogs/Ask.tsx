import { Alert, Anchor, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { GitCompareArrows } from 'lucide-react';
import type { ReactNode } from 'react';
import { Problem } from '../../../api/problem.ts';
import { say } from '../../../shared/say.ts';
import { Trouble } from '../../../shared/Trouble.tsx';
import { useRefreshPost } from '../queries.ts';

/** What the server does all the same where somebody insists. */
const FORCEABLE = ['conflict', 'repeat', 'locked'];

interface Props<T> {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  /** On the button that does it. */
  label: string;
  isDangerous?: boolean;
  canSubmit?: boolean;
  postId: string;
  change: (force: boolean) => Promise<T>;
  /** Whether `change` knows what to do with `force`. */
  canForce?: boolean;
  /** What is said when it is done. */
  said: (result: T) => string;
  /** In place of `onClose`, where something else follows. */
  onDone?: (result: T) => void;
  /** Fields of `children` beside which the server's sentence is shown. */
  fields?: readonly string[];
  children: ReactNode | ((errorOf: (field: string) => string | undefined) => ReactNode);
}

/** Asks before something is done to a post, does it, and keeps the dialog open with the reason where it is refused. */
export function Ask<T>({ isOpen, onClose, title, label, isDangerous, canSubmit = true, postId, change, canForce, said, onDone, fields = [], children }: Props<T>) {
  const refresh = useRefreshPost();
  const mutation = useMutation({
    mutationFn: change,
    onSuccess: result => {
      say(said(result));
      if (onDone) onDone(result);
      else close();
    },
    // A refusal often means that it stands differently from what is shown.
    onSettled: () => refresh(postId),
  });
  const close = () => {
    mutation.reset();
    onClose();
  };
  const problem = mutation.error instanceof Problem ? mutation.error : null;
  const insist = canForce && problem !== null && FORCEABLE.includes(problem.code);
  // Somebody was quicker: what is behind the dialog is new by now, and wants to be looked at first.
  const isOutdated = problem?.code === 'version_conflict';
  const isBesideField = problem !== null && fields.some(field => problem.errors[field]);
  const conflicting = problem?.more['conflictingPostId'];
  // Enter does what was asked for, but nothing that cannot be undone. A field has the focus itself.
  const startsAt = fields.length > 0 ? 'field' : isDangerous ? 'back' : 'submit';

  return (
    <Modal opened={isOpen} onClose={close} title={title}>
      <form
        onSubmit={event => {
          event.preventDefault();
          mutation.mutate(false);
        }}
      >
        <Stack gap="md">
          {typeof children === 'function' ? children(field => problem?.errors[field]?.join(' ')) : <Text>{children}</Text>}
          {mutation.isError && !isBesideField && !isOutdated && <Trouble error={mutation.error} />}
          {isOutdated && (
            <Alert className="state state-yellow" role="alert" icon={<GitCompareArrows aria-hidden />} title="It was changed meanwhile" styles={{ title: { color: 'inherit' }, icon: { color: 'inherit' } }}>
              Nothing was done. Go back, look at it as it is now, and decide again.
            </Alert>
          )}
          {typeof conflicting === 'string' && (
            <Anchor component={Link} to={`/posts/${conflicting}`} target="_blank">
              Look at the other post
            </Anchor>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close} data-autofocus={startsAt === 'back' || undefined}>
              Back
            </Button>
            {isOutdated ? null : insist ? (
              <Button color="#a33a00" loading={mutation.isPending} onClick={() => mutation.mutate(true)}>
                {label} all the same
              </Button>
            ) : (
              <Button type="submit" color={isDangerous ? 'red.9' : undefined} loading={mutation.isPending} disabled={!canSubmit} data-autofocus={startsAt === 'submit' || undefined}>
                {label}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

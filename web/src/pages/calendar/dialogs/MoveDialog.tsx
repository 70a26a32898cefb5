import { Alert, Anchor, Button, Group, List, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Lock, TriangleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Problem, sentenceOf } from '../../../api/problem.ts';
import { dateTime, viewerZone, zoneName } from '../../../shared/times.ts';
import { dayWords, instantOf, wallTime } from '../days.ts';
import { accountNames, type Accounts } from '../Initials.tsx';
import { CAN_BE_FORCED, soon } from '../moving.ts';
import { Thumbnail } from '../Thumbnail.tsx';
import { postQuery } from '../useCalendar.ts';
import type { Asked, Move } from '../useMoves.tsx';
import classes from '../calendar.module.css';

interface Props {
  asked: Asked | null;
  zone: string;
  accounts: Accounts;
  isMoving: boolean;
  onMove: (move: Move) => void;
  onClose: () => void;
}

/** Another time for a post: the keyboard's way to move, and where a refused move says why. */
export function MoveDialog({ asked, ...rest }: Props) {
  const verb = asked?.what.jobId == null ? 'Schedule' : 'Move';
  return (
    <Modal opened={asked !== null} onClose={rest.onClose} title={asked?.refused ? `It was not ${verb === 'Move' ? 'moved' : 'scheduled'}` : verb} size="md">
      {asked && <MoveForm key={`${asked.what.postId}${asked.at?.getTime()}`} asked={asked} verb={verb} {...rest} />}
    </Modal>
  );
}

function MoveForm({ asked, verb, zone, accounts, isMoving, onMove, onClose }: Omit<Props, 'asked'> & { asked: Asked; verb: string }) {
  const { what, refused } = asked;
  const start = wallTime(asked.at ?? what.at ?? soon(), zone);
  const [day, setDay] = useState(start.day);
  const [time, setTime] = useState(start.time);
  const [whole, setWhole] = useState(refused?.move.whole ?? asked.whole ?? false);
  const post = useQuery(postQuery(what.postId)).data;
  const channelId = post?.jobs?.find(job => job.id === what.jobId)?.channelId;

  // The fields know minutes only. While they are as they were, the time is exactly the one that was asked for.
  const isUntouched = day === start.day && time === start.time;
  const at = isUntouched && asked.at ? asked.at : instantOf(day, time, zone);
  const isPast = at !== null && at.getTime() < Date.now();
  const isSame = refused !== undefined && isUntouched && whole === (refused.move.whole ?? false);
  const problem = refused?.error instanceof Problem ? refused.error : null;
  const canForce = isSame && problem !== null && CAN_BE_FORCED.includes(problem.code);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (at && !isPast) onMove({ what, at, whole, force: canForce });
  };

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        {refused && isSame && <Refusal error={refused.error} />}
        <Group wrap="nowrap" gap="sm">
          <Thumbnail mediaId={what.mediaId} type={what.type} size={48} />
          <div style={{ minWidth: 0 }}>
            <Text fw={600} truncate dir="auto" ta="left">{what.title}</Text>
            {post && <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{accountNames(post.channelIds, accounts)}</Text>}
          </div>
        </Group>
        <Group grow align="start">
          <TextInput label="Day" type="date" required withAsterisk={false} value={day} onChange={event => setDay(event.currentTarget.value)} data-autofocus />
          <TextInput label="Time" type="time" required withAsterisk={false} value={time} onChange={event => setTime(event.currentTarget.value)} />
        </Group>
        <Text size="sm" c={at === null || isPast ? 'error' : 'dimmed'} role="status">
          {at === null ? 'This time does not exist: the clocks go forward over it.' : isPast ? 'This time has passed. Choose a later one.' : `${dayWords(day, { weekday: 'long', day: 'numeric', month: 'long' })}, ${time} in ${zoneName(zone, at)}`}
          {at !== null && !isPast && zone !== viewerZone() && `. For you it is ${dateTime(at, viewerZone())}.`}
        </Text>
        {what.jobId !== null && post && post.channelIds.length > 1 && (
          <Radio.Group label="It goes to several accounts" value={whole ? 'all' : 'one'} onChange={value => setWhole(value === 'all')}>
            <Stack gap={6} mt={4}>
              <Radio value="one" label={channelId ? `Move it only for ${accountNames([channelId], accounts)}` : 'Move it only for this account'} />
              <Radio value="all" label={`Move it for all ${post.channelIds.length}`} />
            </Stack>
          </Radio.Group>
        )}
        <Group justify="end" mt="xs">
          <Button variant="default" onClick={onClose}>{refused ? 'Leave it as it was' : 'Cancel'}</Button>
          <Button type="submit" loading={isMoving} disabled={at === null || isPast} color={canForce ? 'var(--force)' : undefined} className={classes['force']}>
            {canForce ? `${verb} anyway` : refused && isSame ? 'Try again' : verb}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Refusal({ error }: { error: unknown }) {
  const problem = error instanceof Problem ? error : null;
  const other = problem?.more['conflictingPostId'];
  const findings = problem?.findings.filter(finding => finding.message !== problem.message) ?? [];
  return (
    <Alert color="orange" role="alert" style={{ '--alert-color': 'var(--state-orange)' }} icon={problem?.code === 'locked' ? <Lock aria-hidden /> : <TriangleAlert aria-hidden />} title={sentenceOf(error)}>
      {findings.length > 0 && (
        <List size="sm">
          {findings.map(finding => <List.Item key={finding.field + finding.code}>{finding.message}</List.Item>)}
        </List>
      )}
      {typeof other === 'string' && (
        <Anchor component={Link} to={`/posts/${other}`} size="sm">Show the other post</Anchor>
      )}
    </Alert>
  );
}

import { ActionIcon, Badge, Button, Group, Menu, Text } from '@mantine/core';
import { BellOff, CircleAlert, EllipsisVertical, FlaskConical, KeyRound, Pencil, Power, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api, call } from '../../../api/client.ts';
import { sentenceOf } from '../../../api/problem.ts';
import { useWorkspace } from '../../../api/session.ts';
import { Note } from '../../../shared/Note.tsx';
import { dateTime, fromNow } from '../../../shared/times.ts';
import { useChange } from '../../../shared/useChange.ts';
import { hearsWords } from './hears.ts';
import { KINDS } from './kinds.ts';
import classes from './notifications.module.css';
import { paceWords } from './pace.ts';
import type { Target } from './queries.ts';
import { DeleteTarget, RotateSecret } from './TargetQuestions.tsx';
import { TestResult } from './TestResult.tsx';

const TOUCHES = [['notification-targets'], ['deliveries'], ['events']];

/** One target: where it is, what it hears, how it does; and what can be done with it. */
export function TargetRow({ target, onChange, onSecret }: { target: Target; onChange: () => void; onSecret: (target: Target) => void }) {
  const [asked, setAsked] = useState<'delete' | 'rotate' | null>(null);
  const path = { targetId: target.id };
  const test = useChange({ run: () => call(api.POST('/api/v1/notification-targets/{targetId}/test', { params: { path } })), touches: [], showsError: true });
  const turn = useChange({
    run: (isOn: boolean) => call(api.PATCH('/api/v1/notification-targets/{targetId}', { params: { path }, body: { isOn } })),
    touches: TOUCHES,
    done: target.isOn ? 'Switched off.' : 'Switched on. What happens from now on is told.',
  });
  const { icon: Icon, word } = KINDS[target.kind];
  const pace = paceWords(target);
  const close = () => setAsked(null);
  return (
    <li className={classes.row} aria-label={target.name}>
      <div className={classes.head}>
        <Icon size={20} aria-hidden className={classes.sign} />
        <div className={classes.text}>
          <Group gap="xs">
            <Text fw={600} dir="auto" style={{ overflowWrap: 'anywhere' }}>{target.name}</Text>
            <Badge variant="default">{word}</Badge>
            {!target.isOn && <Badge className="state state-gray" variant="default" leftSection={<BellOff size={14} aria-hidden />}>Off</Badge>}
          </Group>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>Hears: {hearsWords(target.hears)}</Text>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{[target.addressHint, pace, target.ofServer ? 'set by whoever runs the server' : null].filter(part => part !== null).join(' · ')}</Text>
        </div>
        <Group gap="xs" className={classes.ways}>
          <Button size="xs" variant="default" leftSection={<FlaskConical size={14} aria-hidden />} loading={test.isPending} onClick={() => test.mutate()} aria-label={`Send a test: ${target.name}`}>Send a test</Button>
          <Menu position="bottom-end" width={220} withinPortal={false}>
            <Menu.Target>
              <ActionIcon variant="default" size={30} aria-label={`More to do with ${target.name}`} loading={turn.isPending}><EllipsisVertical size={16} aria-hidden /></ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<Pencil size={16} aria-hidden />} onClick={onChange}>Change…</Menu.Item>
              <Menu.Item leftSection={<Power size={16} aria-hidden />} onClick={() => turn.mutate(!target.isOn)}>{target.isOn ? 'Switch off' : 'Switch on'}</Menu.Item>
              {target.kind === 'webhook' && <Menu.Item leftSection={<KeyRound size={16} aria-hidden />} onClick={() => setAsked('rotate')}>New secret…</Menu.Item>}
              {!target.ofServer && <Menu.Item color="var(--state-red)" leftSection={<Trash2 size={16} aria-hidden />} onClick={() => setAsked('delete')}>Delete…</Menu.Item>}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </div>
      <Standing target={target} />
      <div role="status">
        {test.data && <TestResult test={test.data} onDismiss={test.reset} />}
        {test.isError && <Note colour="red" icon={CircleAlert}>{sentenceOf(test.error)}</Note>}
      </div>
      {asked === 'delete' && <DeleteTarget target={target} onClose={close} />}
      {asked === 'rotate' && <RotateSecret target={target} onClose={close} onSecret={onSecret} />}
    </li>
  );
}

/** What is wrong with it, or worth knowing; nothing where it does well. */
function Standing({ target }: { target: Target }) {
  const { timeZone } = useWorkspace();
  const time = (at: string) => dateTime(at, timeZone);
  return (
    <>
      {!target.isOn && target.offAt !== null && (
        <Note colour={target.offReason === 'person' ? 'gray' : 'orange'} icon={BellOff} title={`Nothing is told since ${time(target.offAt)}`}>
          {target.offReason === 'person' ? 'Somebody switched it off.' : target.offReason}
        </Note>
      )}
      {target.isOn && target.failures > 0 && (
        <Note colour="orange" icon={CircleAlert} title={target.failures === 1 ? 'The last try came to nothing' : `The last ${target.failures} tries came to nothing`}>
          {target.lastError} {target.nextTryAt !== null && `It is tried again ${fromNow(target.nextTryAt)}.`}
        </Note>
      )}
      {target.oldSecretUntil !== null && <Text size="sm" c="dimmed">The secret before this one signs too until {time(target.oldSecretUntil)}.</Text>}
    </>
  );
}

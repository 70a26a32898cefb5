import { Button, Group, Modal, NativeSelect, Stack, Switch, Text, TextInput } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { sentenceOf } from '../../../api/problem.ts';
import { useWorkspace } from '../../../api/session.ts';
import { errorUnder } from '../../../shared/fieldErrors.ts';
import { Note } from '../../../shared/Note.tsx';
import { zoneName } from '../../../shared/times.ts';
import { useChange } from '../../../shared/useChange.ts';
import { readHears, writeHears } from './hears.ts';
import { HearsField } from './HearsField.tsx';
import { KIND_CHOICES, KINDS } from './kinds.ts';
import { paceChoices } from './pace.ts';
import type { Target, TargetKind } from './queries.ts';

interface Props {
  opened: boolean;
  /** The one to change; undefined for a new one. */
  target?: Target;
  onClose: () => void;
  /** With its secret, where it has one: it is shown this once. */
  onMade?: (target: Target) => void;
}

const FIELDS = ['kind', 'name', 'address', 'hears', 'quietHours', 'digestMinutes'] as const;
const NIGHT: Schemas['QuietHoursBody'] = { from: '22:00', to: '07:00' };

/** Makes a target, or changes one: where it is, what it hears and when. */
export function TargetDialog({ opened, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={rest.onClose} title={rest.target ? `Change “${rest.target.name}”` : 'New target'} size="lg">
      <Form {...rest} />
    </Modal>
  );
}

function Form({ target, onClose, onMade }: Omit<Props, 'opened'>) {
  const { timeZone } = useWorkspace();
  const [kind, setKind] = useState<TargetKind>(target?.kind ?? 'discord');
  const [name, setName] = useState(target?.name ?? '');
  const [address, setAddress] = useState('');
  const [hears, setHears] = useState(() => readHears(target?.hears ?? ['alert.*']));
  const [quietHours, setQuietHours] = useState(target?.quietHours ?? null);
  const [digestMinutes, setDigestMinutes] = useState(target?.digestMinutes ?? null);
  const isForPeople = kind !== 'webhook';
  const save = useChange({
    run: () => {
      const wish = { name: name.trim(), hears: writeHears(hears), quietHours, digestMinutes: isForPeople ? digestMinutes : null };
      return target === undefined
        ? call(api.POST('/api/v1/notification-targets', { body: { ...wish, kind, address: address.trim() } }))
        : call(api.PATCH('/api/v1/notification-targets/{targetId}', { params: { path: { targetId: target.id } }, body: { ...wish, ...(address.trim() === '' ? {} : { address: address.trim() }) } }));
    },
    touches: [['notification-targets'], ['events']],
    done: target === undefined ? 'It is there. Try it with a test.' : 'Saved.',
    showsError: true,
    onDone: made => {
      onClose();
      onMade?.(made);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const error = (field: (typeof FIELDS)[number]) => errorUnder(save.error, field);
  const isBeside = save.error !== null && FIELDS.every(field => error(field) === undefined);
  const words = KINDS[kind];
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {isBeside && <Note colour="red" icon={CircleAlert} role="alert">{sentenceOf(save.error)}</Note>}
        {target === undefined && <NativeSelect label="Way" description={words.means} data={KIND_CHOICES} value={kind} onChange={event => setKind(event.currentTarget.value as TargetKind)} error={error('kind')} data-autofocus />}
        <TextInput label="Name" description="For the people of this workspace." required maxLength={100} value={name} onChange={event => setName(event.currentTarget.value)} error={error('name')} autoComplete="off" dir="auto" data-autofocus={target !== undefined || undefined} />
        {target?.ofServer ? (
          <Text size="sm" c="dimmed">Its address stands in the server’s settings, and is changed there.</Text>
        ) : (
          <TextInput
            label={words.address} required={target === undefined} placeholder={words.placeholder} value={address} onChange={event => setAddress(event.currentTarget.value)} error={error('address')} autoComplete="off" spellCheck={false}
            description={target === undefined ? `${words.addressHelp} Kept encrypted, and never shown again.` : `Now ${target.addressHint}. Left empty, it stays.`}
          />
        )}
        <HearsField value={hears} onChange={setHears} error={error('hears')} />
        <QuietField value={quietHours} onChange={setQuietHours} zone={zoneName(timeZone)} error={error('quietHours')} />
        {isForPeople && (
          <NativeSelect
            label="How often" description="What is urgent is told at once all the same. The same trouble is told once a minute at the most." data={paceChoices(target?.digestMinutes ?? null)} value={digestMinutes === null ? '' : String(digestMinutes)}
            onChange={event => setDigestMinutes(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))} error={error('digestMinutes')}
          />
        )}
        {target === undefined && kind === 'webhook' && <Text size="sm" c="dimmed">What is sent is signed. The secret for checking that is shown once, in the next step.</Text>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>Not now</Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === '' || (target === undefined && address.trim() === '') || writeHears(hears).length === 0}>{target === undefined ? 'Make it' : 'Save'}</Button>
        </Group>
      </Stack>
    </form>
  );
}

function QuietField({ value, onChange, zone, error }: { value: Schemas['QuietHoursBody'] | null; onChange: (value: Schemas['QuietHoursBody'] | null) => void; zone: string; error?: string }) {
  return (
    <Stack gap="xs">
      <Switch label="Quiet hours" description={`What comes then waits until they end; what is urgent does not. On the clock of ${zone}.`} checked={value !== null} onChange={event => onChange(event.currentTarget.checked ? NIGHT : null)} />
      {value !== null && (
        <Group gap="sm" align="flex-start">
          <TextInput type="time" label="From" value={value.from} onChange={event => onChange({ ...value, from: event.currentTarget.value })} error={error !== undefined} />
          <TextInput type="time" label="To" value={value.to} onChange={event => onChange({ ...value, to: event.currentTarget.value })} error={error !== undefined} />
        </Group>
      )}
      {error !== undefined && <Text size="sm" c="error" role="alert">{error}</Text>}
    </Stack>
  );
}

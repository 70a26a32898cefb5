import { Checkbox, Modal, NativeSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { useMembership } from '../../../api/session.ts';
import { DialogForm } from '../../../shared/DialogForm.tsx';
import { errorOf } from '../../../shared/fieldErrors.ts';
import { useChange } from '../../../shared/useChange.ts';
import { ALL_RIGHTS, RIGHTS, type Right, type Role, ROLES, rolesToGive } from '../roles.ts';

const DAY_MS = 86_400_000;

const ENDS = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'never', label: 'Never by itself' },
];

interface Props {
  opened: boolean;
  onClose: () => void;
  onMade: (key: Schemas['ApiKeyResponse']) => void;
}

/** Makes a key with the rights of a role, or with chosen ones; never with more than one has. */
export function NewKeyDialog({ opened, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={rest.onClose} title="New API key" size="lg">
      <Form {...rest} />
    </Modal>
  );
}

function Form({ onClose, onMade }: Omit<Props, 'opened'>) {
  const own = useMembership()?.rights ?? [];
  const [name, setName] = useState('');
  const [by, setBy] = useState<'role' | 'rights'>('role');
  const [role, setRole] = useState<Role>('editor');
  const [rights, setRights] = useState<Right[]>(['read']);
  const [ends, setEnds] = useState('90');
  const make = useChange({
    run: () => call(api.POST('/api/v1/api-keys', {
      body: { name: name.trim(), ...(by === 'role' ? { role } : { rights }), expiresAt: ends === 'never' ? null : new Date(Date.now() + Number(ends) * DAY_MS).toISOString() },
    })),
    touches: [['api-keys']],
    showsError: true,
    onDone: onMade,
  });
  return (
    <DialogForm change={make} fields={['name', 'role', 'rights', 'expiresAt']} verb="Make the key" isReady={name.trim() !== '' && (by === 'role' || rights.length > 0)} onClose={onClose}>
      <TextInput label="Name" description="The program that uses it. Histories show it as who did it." required maxLength={100} value={name} onChange={event => setName(event.currentTarget.value)} error={errorOf(make.error, 'name')} autoComplete="off" data-autofocus />
      <SegmentedControl aria-label="How its rights are given" data={[{ value: 'role', label: 'Rights of a role' }, { value: 'rights', label: 'Chosen rights' }]} value={by} onChange={next => setBy(next as 'role' | 'rights')} />
      {by === 'role' ? (
        <NativeSelect label="Role" description={ROLES[role].means} data={rolesToGive(own)} value={role} onChange={event => setRole(event.currentTarget.value as Role)} error={errorOf(make.error, 'role')} />
      ) : (
        <Checkbox.Group label="Rights" description="As few as it needs." value={rights} onChange={next => setRights(next as Right[])} error={errorOf(make.error, 'rights')}>
          <Stack gap="xs" mt="xs">
            {ALL_RIGHTS.filter(right => own.includes(right) && right !== 'create_workspaces').map(right => <Checkbox key={right} value={right} label={RIGHTS[right].word} description={RIGHTS[right].means} />)}
          </Stack>
        </Checkbox.Group>
      )}
      <NativeSelect label="It ends" data={ENDS} value={ends} onChange={event => setEnds(event.currentTarget.value)} error={errorOf(make.error, 'expiresAt')} />
      {ends === 'never' && <Text size="sm" c="dimmed">A key without an end stays good until somebody revokes it.</Text>}
    </DialogForm>
  );
}

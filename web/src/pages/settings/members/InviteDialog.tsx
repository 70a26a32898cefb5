import { Modal, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { useMembership, useWorkspace } from '../../../api/session.ts';
import { DialogForm } from '../../../shared/DialogForm.tsx';
import { errorOf } from '../../../shared/fieldErrors.ts';
import { KeepSafe } from '../../../shared/KeepSafe.tsx';
import { dateTime } from '../../../shared/times.ts';
import { useChange } from '../../../shared/useChange.ts';
import { type Role, ROLES, rolesToGive } from '../roles.ts';

/** Makes an invitation and shows its link, this once. The server sends no letters. */
export function InviteDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [made, setMade] = useState<Schemas['InviteResponse'] | null>(null);
  const { timeZone } = useWorkspace();
  return (
    <>
      <Modal opened={opened} onClose={onClose} title="Invite somebody">
        <Form onClose={onClose} onMade={invite => { onClose(); setMade(invite); }} />
      </Modal>
      <KeepSafe title="The invitation’s link" text={made?.link ?? null} onClose={() => setMade(null)}>
        Give it to <b>{made?.email}</b> yourself: the server sends no letters, and the link is shown only now. It is for one account and good until {made && dateTime(made.expiresAt, timeZone)}.
      </KeepSafe>
    </>
  );
}

function Form({ onClose, onMade }: { onClose: () => void; onMade: (invite: Schemas['InviteResponse']) => void }) {
  const own = useMembership()?.rights ?? [];
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const invite = useChange({
    run: () => call(api.POST('/api/v1/invites', { body: { email: email.trim(), role } })),
    touches: [['invites']],
    showsError: true,
    onDone: onMade,
  });
  return (
    <DialogForm change={invite} fields={['email', 'role']} verb="Make the link" isReady={email.trim() !== ''} noValidate onClose={onClose}>
      <TextInput label="E-mail" description="Their account is made with it, and histories name them by it." type="email" required value={email} onChange={event => setEmail(event.currentTarget.value)} error={errorOf(invite.error, 'email')} autoComplete="off" data-autofocus />
      <NativeSelect label="Role" description={ROLES[role].means} data={rolesToGive(own)} value={role} onChange={event => setRole(event.currentTarget.value as Role)} error={errorOf(invite.error, 'role')} />
    </DialogForm>
  );
}

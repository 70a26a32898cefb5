import { Badge, Button, Group, Text } from '@mantine/core';
import { ShieldCheck, ShieldOff } from 'lucide-react';
import { useState } from 'react';
import { api, call } from '../../../api/client.ts';
import { useSession } from '../../../api/session.ts';
import { Section } from '../../../shared/Section.tsx';
import { useChange } from '../../../shared/useChange.ts';
import { EnrolDialog } from './EnrolDialog.tsx';
import { ProveDialog } from './ProveDialog.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';

/** Signing in with a code of an authenticator app, and the recovery codes for the day it is lost. */
export function TwoFactor() {
  const { hasTotp, recoveryCodesLeft } = useSession();
  const [dialog, setDialog] = useState<'enrol' | 'remove' | 'renew' | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const close = () => setDialog(null);

  const remove = useChange({
    run: (password: string) => call(api.POST('/api/v1/account/totp/remove', { body: { password } })),
    touches: [['session'], ['members']],
    done: 'Codes are off. A password alone signs you in now.',
    showsError: true,
    onDone: close,
  });
  const renew = useChange({
    run: (password: string) => call(api.POST('/api/v1/account/recovery-codes', { body: { password } })),
    touches: [['session']],
    showsError: true,
    onDone: ({ recoveryCodes }) => {
      close();
      setCodes(recoveryCodes);
    },
  });
  const Icon = hasTotp ? ShieldCheck : ShieldOff;
  return (
    <Section
      title="Codes when signing in"
      about="A code of an app on your phone, besides the password. Whoever learns the password alone does not get in."
      actions={<Badge className={`state state-${hasTotp ? 'green' : 'gray'}`} variant="default" size="lg" leftSection={<Icon size={14} aria-hidden />}>{hasTotp ? 'On' : 'Off'}</Badge>}
    >
      {hasTotp ? (
        <>
          <Text size="sm" fw={recoveryCodesLeft !== null && recoveryCodesLeft <= 3 ? 600 : undefined} c={recoveryCodesLeft !== null && recoveryCodesLeft <= 3 ? 'var(--state-orange)' : undefined}>
            {recoveryCodesLeft === 1 ? '1 recovery code is' : `${recoveryCodesLeft ?? 0} recovery codes are`} left. Each signs you in once without the app.
          </Text>
          <Group gap="xs" mt="sm">
            <Button variant="default" onClick={() => setDialog('renew')}>New recovery codes…</Button>
            <Button variant="light" color="red" c="var(--state-red)" onClick={() => setDialog('remove')}>Turn codes off…</Button>
          </Group>
        </>
      ) : (
        <Button onClick={() => setDialog('enrol')}>Turn codes on…</Button>
      )}
      <EnrolDialog opened={dialog === 'enrol'} onClose={close} onOn={list => { close(); setCodes(list); }} />
      <ProveDialog opened={dialog === 'remove'} title="Turn codes off?" verb="Turn off" danger busy={remove.isPending} error={remove.error} onProve={password => remove.mutate(password)} onClose={() => { close(); remove.reset(); }}>
        A password alone will sign you in. The recovery codes are forgotten.
      </ProveDialog>
      <ProveDialog opened={dialog === 'renew'} title="New recovery codes" verb="Make new codes" busy={renew.isPending} error={renew.error} onProve={password => renew.mutate(password)} onClose={() => { close(); renew.reset(); }}>
        Ten new ones. Those you have now are worthless then.
      </ProveDialog>
      <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />
    </Section>
  );
}

import { Stack } from '@mantine/core';
import { ZoneNote } from '../../../shared/ZoneNote.tsx';
import { NameForm } from './NameForm.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { Sessions } from './Sessions.tsx';
import { TwoFactor } from './TwoFactor.tsx';

/** One's own account: it is the same in every workspace. */
export function AccountTab() {
  return (
    <Stack gap="md">
      <NameForm />
      <PasswordForm />
      <TwoFactor />
      <Sessions />
      <ZoneNote mt="lg" />
    </Stack>
  );
}

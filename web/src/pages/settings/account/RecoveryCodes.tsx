import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import { useSession } from '../../../api/session.ts';
import { KeepSafe } from '../../../shared/KeepSafe.tsx';

/** The recovery codes, this once, with ways to keep them. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[] | null; onClose: () => void }) {
  const { member } = useSession();
  const text = codes?.join('\n') ?? null;
  const download = () => {
    const address = URL.createObjectURL(new Blob([`Recovery codes of ${member.email} for Posthaste at ${window.location.host}. Each signs in once.\n\n${text}\n`], { type: 'text/plain' }));
    const link = Object.assign(document.createElement('a'), { href: address, download: 'posthaste-recovery-codes.txt' });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // some browsers read it after the click
  };
  return (
    <KeepSafe title="Your recovery codes" text={text} onClose={onClose} more={<Button variant="default" leftSection={<Download size={16} aria-hidden />} onClick={download}>Download</Button>}>
      For the day the app is lost: each signs you in once. Keep them where you keep your passwords, and not on the phone with the app. They are shown only now.
    </KeepSafe>
  );
}

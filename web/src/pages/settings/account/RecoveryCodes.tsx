import { Button } from '@mantine/core';
import { Download, Printer } from 'lucide-react';
import { createPortal } from 'react-dom';
import { useSession } from '../../../api/session.ts';
import { KeepSafe } from '../../../shared/KeepSafe.tsx';
import classes from './RecoveryCodes.module.css';

/** The recovery codes, this once, with ways to keep them. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[] | null; onClose: () => void }) {
  const { member } = useSession();
  const text = codes?.join('\n') ?? null;
  const about = `Recovery codes of ${member.email} for Posthaste at ${window.location.host}. Each signs in once.`;
  const download = () => {
    const address = URL.createObjectURL(new Blob([`${about}\n\n${text}\n`], { type: 'text/plain' }));
    const link = Object.assign(document.createElement('a'), { href: address, download: 'posthaste-recovery-codes.txt' });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // some browsers read it after the click
  };
  const ways = (
    <>
      <Button variant="default" leftSection={<Download size={16} aria-hidden />} onClick={download}>Download</Button>
      <Button variant="default" leftSection={<Printer size={16} aria-hidden />} onClick={() => window.print()}>Print</Button>
    </>
  );
  return (
    <>
      <KeepSafe title="Your recovery codes" text={text} onClose={onClose} more={ways}>
        For the day the app is lost: each signs you in once. Keep them where you keep your passwords, and not on the phone with the app. They are shown only now.
      </KeepSafe>
      {codes !== null && <Sheet about={about} codes={codes} />}
    </>
  );
}

/** What is printed while the codes are shown: they alone. */
function Sheet({ about, codes }: { about: string; codes: readonly string[] }) {
  return createPortal(
    <div className={classes.sheet}>
      <p>{about}</p>
      <ol>{codes.map(code => <li key={code}>{code}</li>)}</ol>
    </div>,
    document.body,
  );
}

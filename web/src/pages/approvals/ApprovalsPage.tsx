import { Button } from '@mantine/core';
import { Keyboard } from 'lucide-react';
import { useState } from 'react';
import { useMay } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Page } from '../../shared/Page.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import { Queue } from './Queue.tsx';
import { usePending } from './usePending.ts';

/** The posts that wait for a decision. */
export function ApprovalsPage() {
  const pending = usePending();
  const [isHelpOpen, setHelpOpen] = useState(false);
  const mayApprove = useMay('approve_posts');
  const hasQueue = (pending.data?.length ?? 0) > 0;

  return (
    <Page
      title="Approvals"
      actions={
        hasQueue &&
        mayApprove && (
          <Button variant="default" size="xs" visibleFrom="sm" leftSection={<Keyboard size={16} aria-hidden />} onClick={() => setHelpOpen(true)}>
            Keyboard
          </Button>
        )
      }
    >
      <Loaded query={pending}>
        {posts => <Queue posts={posts} onHelp={() => setHelpOpen(true)} areKeysOff={isHelpOpen} />}
      </Loaded>
      <KeysHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </Page>
  );
}

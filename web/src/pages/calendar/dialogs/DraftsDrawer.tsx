import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';

/** The posts without a time, on a phone. */
export function DraftsDrawer({ opened, onClose, children }: { opened: boolean; onClose: () => void; children: ReactNode }) {
  return (
    <Drawer opened={opened} onClose={onClose} position="bottom" size="75%" title="Unplanned">
      {children}
    </Drawer>
  );
}

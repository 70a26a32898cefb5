import { Drawer } from '@mantine/core';
import { NavLinks } from './NavLinks.tsx';

/** Every page, on a phone. */
export function MoreDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Drawer opened={opened} onClose={onClose} position="bottom" size="auto" title="Pages">
      <NavLinks onGo={onClose} />
    </Drawer>
  );
}

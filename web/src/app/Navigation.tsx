import { Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Menu } from 'lucide-react';
import { PAGES } from './pages.ts';
import { UnseenAlerts } from './UnseenAlerts.tsx';

/** The list of pages beside a page, and in a phone's drawer. */
export function NavLinks({ onGo }: { onGo?: () => void }) {
  return (
    <nav className="nav" aria-label="Pages">
      {PAGES.map(({ to, label, icon: Icon }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === '/' }} onClick={onGo}>
          <Icon size={18} aria-hidden />
          {label}
          {to === '/alerts' && <UnseenAlerts />}
        </Link>
      ))}
    </nav>
  );
}

/** The pages at the bottom of a phone; the rest is behind "More". */
export function PhoneTabs() {
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <nav className="tabs" aria-label="Main pages">
        {PAGES.filter(page => page.onPhone).map(({ to, label, icon: Icon }) => (
          <Link key={to} to={to} activeOptions={{ exact: to === '/' }}>
            <Icon size={20} aria-hidden />
            {label}
          </Link>
        ))}
        <button type="button" onClick={open} aria-haspopup="dialog">
          <Menu size={20} aria-hidden />
          More
        </button>
      </nav>
      <Drawer opened={isOpen} onClose={close} position="bottom" size="auto" title="Pages">
        <NavLinks onGo={close} />
      </Drawer>
    </>
  );
}

import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Menu } from 'lucide-react';
import { Later } from '../shared/Later.tsx';
import { lazily } from '../shared/lazily.ts';
import { PAGES } from './pages.ts';

const MoreDrawer = lazily(() => import('./MoreDrawer.tsx'), 'MoreDrawer');

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
      <Later when={isOpen}>
        <MoreDrawer opened={isOpen} onClose={close} />
      </Later>
    </>
  );
}

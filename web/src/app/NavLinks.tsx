import { Link } from '@tanstack/react-router';
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

import classes from '../compose.module.css';

const HUES = ['#1d4ed8', '#7a2e8e', '#0b6478', '#9a3412', '#1d6b2f', '#8a1c4a'];

/** An account's initials on a colour of its own. Its picture lies at the network, and nothing here asks other servers. */
export function AccountAvatar({ username, size = 24 }: { username: string; size?: number }) {
  const hue = [...username].reduce((sum, letter) => sum + letter.codePointAt(0)!, 0) % HUES.length;
  const initials = username.split(/[._]+/).filter(Boolean).slice(0, 2).map(word => word.charAt(0).toUpperCase()).join('');
  return (
    <span className={classes.avatar} style={{ width: size, height: size, fontSize: size * 0.4, background: HUES[hue] }} aria-hidden>
      {initials || '?'}
    </span>
  );
}

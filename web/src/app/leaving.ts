import { api, call } from '../api/client.ts';

let isSigningOut = false;

/** Leaves for the sign-in page, which leads back to where somebody was. */
export function goToSignIn(next: string): void {
  // Who signs out is refused by then as well, and did not ask to come back here.
  if (!isSigningOut) window.location.assign(`/sign-in?next=${encodeURIComponent(next)}`);
}

/** Ends the session and leaves. */
export async function signOut(): Promise<void> {
  isSigningOut = true;
  await call(api.DELETE('/api/v1/session')).catch(() => undefined); // a session that is over already is what was wanted
  window.location.assign('/sign-in');
}

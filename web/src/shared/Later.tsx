import { type ReactNode, Suspense, useState } from 'react';

/** What is fetched only when it is first needed. It stays from then on: a dialog takes a moment to close. */
export function Later({ when, children }: { when: boolean; children: ReactNode }) {
  const [isNeeded, setNeeded] = useState(when);
  if (when && !isNeeded) setNeeded(true);
  return isNeeded ? <Suspense>{children}</Suspense> : null;
}

/** How the page looks, as the theme's rules know it. */
export type Scheme = 'light' | 'dark';

/** Where Mantine keeps what somebody chose in the menu of their account. */
const KEY = 'mantine-color-scheme-value';

/** What was chosen in this browser; null where nothing was, or where nothing can be kept. */
export function keptScheme(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is switched off
  }
}

/** What was chosen, or else what the system asks for. */
export const schemeOf = (kept: string | null, systemIsDark: boolean): Scheme => (kept === 'light' || kept === 'dark' ? kept : systemIsDark ? 'dark' : 'light');

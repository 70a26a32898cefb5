import type { ReactNode } from 'react';
import { platformName } from '../words/platforms.ts';

/** The mark of a network: drawn where we know it (icon sets no longer carry brands), its first letter where we do not. It only decorates, unless it is named. */
export function PlatformMark({ platform, size = 16, isNamed = false }: { platform: string; size?: number; isNamed?: boolean }) {
  const drawn = MARKS[platform];
  const name = isNamed ? { role: 'img', 'aria-label': platformName(platform) } : { 'aria-hidden': true };
  return drawn === undefined
    ? <span {...name} style={{ fontWeight: 700, fontSize: size * 0.8, lineHeight: 1 }}>{platformName(platform).slice(0, 1)}</span>
    : <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={2} strokeLinecap="round" strokeLinejoin="round" {...name}>{drawn}</svg>;
}

const MARKS: Record<string, ReactNode> = {
  instagram: <><rect x="2.5" y="2.5" width="19" height="19" rx="5.5" /><circle cx="12" cy="12" r="4.3" /><path d="M17.4 6.6h.01" /></>,
  facebook: <path d="M17 2.5h-2.6A4.4 4.4 0 0 0 10 6.9v3H7v4h3v7.6h4V13.900h3l1-4h-4V7a1 1 0 0 1 1-1h3z" />,
  youtube: <><rect x="2" y="5" width="20" height="14" rx="4.500" /><path d="m10 9 5 3-5 3z" fill="currentColor" /></>,
  bluesky: <path d="M12 10.500c-1.600-3.200-5-6-7.500-6.500C3 3.700 2.500 5 3 8c.3 2.500 1 5 4.500 5.200-3 .5-4 2-2.500 3.900 2.500 3.200 5.500 1.500 7-2.100 1.500 3.600 4.500 5.300 7 2.100 1.500-1.900.5-3.400-2.500-3.900C20 13 20.700 10.500 21 8c.5-3 0-4.300-1.500-4-2.500.5-5.900 3.300-7.500 6.500z" />,
  mastodon: <><path d="M20.500 11.500V8A4.500 4.500 0 0 0 16 3.500H8A4.500 4.500 0 0 0 3.500 8v5c0 5 2.500 7.500 7 7.500 1.800 0 3.300-.3 4.500-1v-1.700c-1.200.5-2.500.7-4 .7-1.700 0-2.700-.700-3-2H16a4.500 4.500 0 0 0 4.500-5z" /><path d="M8 13V9.800a2 2 0 0 1 4 0V12M12 9.800a2 2 0 0 1 4 0V13" /></>,
  tiktok: <path d="M9.500 10.500a5 5 0 1 0 5 5V3c.5 3 2.500 4.500 5 4.700" />,
};

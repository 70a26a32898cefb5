import { Share2 } from 'lucide-react';
import { networkName } from '../rules/limits.ts';

/** A network's sign. Drawn here: icon sets no longer carry brands. */
export function PlatformIcon({ platform, size = 16, isNamed = false }: { platform: string; size?: number; isNamed?: boolean }) {
  const name = isNamed ? { role: 'img', 'aria-label': networkName(platform) } : { 'aria-hidden': true };
  if (platform !== 'instagram') return <Share2 size={size} {...name} />;
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={2} strokeLinecap="round" strokeLinejoin="round" {...name}>
      <rect x="2.5" y="2.5" width="19" height="19" rx="5.5" />
      <circle cx="12" cy="12" r="4.3" />
      <circle cx="17.3" cy="6.7" r="0.6" fill="currentColor" />
    </svg>
  );
}

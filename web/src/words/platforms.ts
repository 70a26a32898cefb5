/** Names that are not written like their words in the API. */
const NAMES: Record<string, string> = { tiktok: 'TikTok', youtube: 'YouTube', linkedin: 'LinkedIn' };

/** A network's or login's word as it writes itself: `instagram` is shown as `Instagram`. */
export const platformName = (word: string): string => NAMES[word] ?? word.charAt(0).toUpperCase() + word.slice(1).replaceAll('_', ' ');

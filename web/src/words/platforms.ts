/** Networks as they write themselves. One we do not know is shown as the API names it. */
const NAMES: Record<string, string> = { instagram: 'Instagram', tiktok: 'TikTok' };

export const platformName = (platform: string): string => NAMES[platform] ?? platform;

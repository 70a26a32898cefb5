/** The most that the server takes. */
export const MOST_A_DAY = 1_000;

/** What a cap begins with. */
export const CAP_AT_FIRST = 3;

/** How much goes out by itself, in a sentence.
 * @param perDay So many of a day; null for all. */
export function automationWords(automation: boolean, perDay: number | null): string {
  if (!automation) return 'Every post of this account is published by hand.';
  if (perDay === null) return 'Every post of this account goes out by itself, but for those that need the network’s own app.';
  if (perDay === 0) return 'No post of this account goes out by itself for now: all are published by hand.';
  return `${perDay === 1 ? 'One post' : `${perDay.toLocaleString()} posts`} a day ${perDay === 1 ? 'goes' : 'go'} out by ${perDay === 1 ? 'itself' : 'themselves'}; the others are published by hand.`;
}

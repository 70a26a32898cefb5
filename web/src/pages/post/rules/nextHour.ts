/** The next full hour that is at least so far away: what a date dialog offers. */
export const nextHour = (now = Date.now()): Date => new Date(Math.ceil((now + 15 * 60_000) / 3_600_000) * 3_600_000);

const format = new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', day: 'numeric', month: 'short' });

/** `1 Mar` for `2026-03-01`. */
export const dayLabel = (day: string): string => format.format(new Date(`${day}T00:00:00Z`));

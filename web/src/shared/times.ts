/** Times as people read them. Instants come from the API in UTC; which zone they are shown in is the caller's choice. */

const parts = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  let found = parts.get(key);
  if (!found) parts.set(key, (found = new Intl.DateTimeFormat(undefined, { ...options, timeZone: zone })));
  return found;
}

/** The zone of whoever looks. */
export const viewerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** `Tue, 3 Mar, 18:00` in a zone. The year only where it is not this one. */
export function dateTime(at: string | Date, zone: string, now = new Date()): string {
  const date = new Date(at);
  const year = (one: Date) => format(zone, { year: 'numeric' }).format(one);
  return format(zone, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', ...(year(date) === year(now) ? {} : { year: 'numeric' }) }).format(date);
}

export const timeOfDay = (at: string | Date, zone: string): string => format(zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(at));

/** `Europe/Berlin (UTC+1)` at an instant. */
export function zoneName(zone: string, at = new Date()): string {
  const offset = format(zone, { timeZoneName: 'shortOffset' }).formatToParts(at).find(part => part.type === 'timeZoneName')?.value ?? '';
  return offset && zone !== 'UTC' ? `${zone} (${offset.replace('GMT', 'UTC')})` : zone;
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000], ['second', 1_000]];
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
// Thirty-six hours from now is not always tomorrow, so days are counted and not named.
const counted = new Intl.RelativeTimeFormat(undefined, { numeric: 'always' });

/** `in 3 hours`, `2 days ago`. */
export function fromNow(at: string | Date, now = Date.now()): string {
  const ms = new Date(at).getTime() - now;
  const [unit, length] = STEPS.find(([, step]) => Math.abs(ms) >= step) ?? ['second', 1_000];
  return (unit === 'day' ? counted : relative).format(Math.trunc(ms / length), unit);
}

/** `340 ms`, `2.4 s`, `3 min`, `2 h 5 min`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.round((ms % 3_600_000) / 60_000)];
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}

/** `1.4 MB`. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let unit = 0;
  while (count >= 1_000 && unit < units.length - 1) [count, unit] = [count / 1_000, unit + 1];
  return `${unit === 0 || count >= 100 ? Math.round(count) : count.toFixed(1)} ${units[unit]}`;
}

/** The date and time on a wall in a zone, as a `datetime-local` field has it: `2030-03-01T18:00`. */
export function wallTime(at: string | number | Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(new Date(at));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find(one => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/** The instant of a wall time: the first of two, where clocks go back; null for what is none. For showing only, the server reads wall times itself. */
export function instantOf(wall: string, zone: string): Date | null {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) return null;
  const offsetAt = (at: number) => Date.parse(`${wallTime(at, zone)}Z`) - Math.floor(at / 60_000) * 60_000;
  // Offsets of the day before and after are all that can hold: the larger one is the earlier instant.
  const offsets = [offsetAt(asUtc - 86_400_000), offsetAt(asUtc + 86_400_000)].sort((one, other) => other - one);
  const found = offsets.map(offset => asUtc - offset).find(at => wallTime(at, zone) === wall);
  return found === undefined ? null : new Date(found);
}

/** The next full hour that is at least so far away: what a date dialog offers. */
export const nextHour = (now = Date.now()): Date => new Date(Math.ceil((now + 15 * 60_000) / 3_600_000) * 3_600_000);

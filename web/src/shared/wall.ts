/** Wall times: what calendar and clock on the wall of a zone say, as `2026-03-01T18:00`. The server turns what it gets into instants itself; here they are only shown. */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
    formats.set(zone, format);
  }
  return format;
}

/** What the wall of a zone shows at an instant. */
export function wallOf(at: string | number | Date, zone: string): string {
  const part: Record<string, string> = {};
  for (const one of formatOf(zone).formatToParts(new Date(at))) part[one.type] = one.value;
  return `${part['year']!.padStart(4, '0')}-${part['month']}-${part['day']}T${part['hour']}:${part['minute']}`;
}

/** The instant of a wall time: the first of two where the clocks go back; null where they go over it, and for what is none. */
export function instantOf(wall: string, zone: string): Date | null {
  const utc = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(utc)) return null;
  // Offsets of the day before and after are all that can hold; the larger gives the earlier instant.
  const offsets = [utc - 86_400_000, utc + 86_400_000].map(near => Date.parse(`${wallOf(near, zone)}:00Z`) - Math.floor(near / 60_000) * 60_000);
  const found = offsets.map(offset => utc - offset).filter(at => wallOf(at, zone) === wall);
  return found.length === 0 ? null : new Date(Math.min(...found));
}

/** The next full hour that is at least half an hour away: what a field for a time begins with. */
export function nextHour(zone: string, now = Date.now()): string {
  return wallOf(Math.ceil((now + 1_800_000) / 3_600_000) * 3_600_000, zone);
}

/** Date and time on the wall of a zone, as `2026-03-01T18:00`. The server turns it into an instant; here it is only shown. */

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
export function wallOf(at: string | Date, zone: string): string {
  const parts = Object.fromEntries(formatOf(zone).formatToParts(new Date(at)).map(part => [part.type, part.value]));
  return `${parts['year']!.padStart(4, '0')}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}`;
}

/** The instant of a time on the wall: the first of two where the clocks go back, null where they go over it. */
export function instantOf(wall: string, zone: string): Date | null {
  const utc = Date.parse(`${wall}:00Z`);
  if (Number.isNaN(utc)) return null;
  // Offsets of the day before and after are all that can hold; the larger gives the earlier instant.
  const offsets = [utc - 86_400_000, utc + 86_400_000].map(near => Date.parse(`${wallOf(new Date(near), zone)}:00Z`) - Math.floor(near / 60_000) * 60_000);
  const found = offsets.map(offset => utc - offset).filter(at => wallOf(new Date(at), zone) === wall);
  return found.length === 0 ? null : new Date(Math.min(...found));
}

/** The next full hour that is at least `minutes` away, to begin with. */
export function nextHour(zone: string, now = new Date(), minutes = 30): string {
  const at = new Date(Math.ceil((now.getTime() + minutes * 60_000) / 3_600_000) * 3_600_000);
  return wallOf(at, zone);
}

/** Reads `?at=`: an instant, or a wall time of the workspace's zone, or a day alone (then at noon). Null for anything else. */
export function readAt(at: string | undefined, zone: string): string | null {
  if (!at) return null;
  if (/^\d{4}-\d\d-\d\d$/.test(at)) return `${at}T12:00`;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(at)) return at.slice(0, 16);
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : wallOf(date, zone);
}

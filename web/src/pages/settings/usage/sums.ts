import type { Schemas } from '../../../api/client.ts';

type Days = Schemas['WorkspaceDaysResponse'];

/** What all accounts together came to, day by day. */
export function byDay({ channels }: Pick<Days, 'channels'>): Map<string, Schemas['UsageSumResponse']> {
  const days = new Map<string, Schemas['UsageSumResponse']>();
  for (const { day, usage } of channels.flatMap(channel => channel.days)) {
    const sum = days.get(day) ?? { calls: 0, publishes: 0, errors: 0, bytesOut: 0, bytesIn: 0 };
    days.set(day, { calls: sum.calls + usage.calls, publishes: sum.publishes + usage.publishes, errors: sum.errors + usage.errors, bytesOut: sum.bytesOut + usage.bytesOut, bytesIn: sum.bytesIn + usage.bytesIn });
  }
  return days;
}

/** An amount of money as people read it; without a currency a plain number. */
export function money(amount: number, currency: string | null): string {
  return currency === null
    ? amount.toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    : amount.toLocaleString(undefined, { style: 'currency', currency, minimumFractionDigits: 2, maximumFractionDigits: amount < 0.1 && amount > 0 ? 4 : 2 });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byDay, money } from '../../src/pages/settings/usage/sums.ts';

const usage = (calls: number) => ({ calls, publishes: 1, errors: 0, bytesOut: 10, bytesIn: 20 });
const channel = (id: string, days: { day: string; usage: ReturnType<typeof usage> }[]) => ({ channelId: id, platform: 'instagram', username: id, days, total: usage(0), estimatedCost: null });

test('a day of the workspace is that of all its accounts', () => {
  const days = byDay({ channels: [channel('a', [{ day: '2026-03-01', usage: usage(3) }]), channel('b', [{ day: '2026-03-01', usage: usage(4) }, { day: '2026-03-02', usage: usage(5) }])] });

  assert.deepEqual(days.get('2026-03-01'), { calls: 7, publishes: 2, errors: 0, bytesOut: 20, bytesIn: 40 });
  assert.equal(days.get('2026-03-02')?.calls, 5);
});

test('small costs keep the digits that tell them from nothing', () => {
  assert.match(money(0.0042, 'EUR'), /0[.,]0042/);
  assert.match(money(12, 'EUR'), /12[.,]00/);
});

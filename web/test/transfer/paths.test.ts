import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportPath } from '../../src/pages/transfer/export/exportPath.ts';
import { feedWords } from '../../src/pages/transfer/feeds/feedWords.ts';

test('an export is of whole days in the workspace’s zone, and of everything where nothing is chosen', () => {
  const all = { period: null, states: [], format: 'json', prefixes: true } as const;

  assert.equal(exportPath(all, 'Europe/Berlin'), '/api/v1/exports/posts?format=json');
  assert.equal(
    decodeURIComponent(exportPath({ ...all, period: { first: '2026-03-29', last: '2026-03-29' }, states: ['published', 'failed'], format: 'csv', prefixes: false }, 'Europe/Berlin')),
    '/api/v1/exports/posts?format=csv&from=2026-03-28T23:00:00.000Z&to=2026-03-29T22:00:00.000Z&state=published&state=failed&prefixFormulas=false',
  );
});

test('a feed says what it shows', () => {
  const nameOf = (id: string) => `@${id}`;

  assert.equal(feedWords({ channelIds: [], states: [] }, nameOf), 'Every account, in any state');
  assert.equal(feedWords({ channelIds: ['harbour', 'pier'], states: ['scheduled', 'ready', 'published'] }, nameOf), '@harbour, @pier; only scheduled, ready and published');
});

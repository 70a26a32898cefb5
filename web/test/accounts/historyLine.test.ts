import assert from 'node:assert/strict';
import { test } from 'node:test';
import { historyLine } from '../../src/pages/accounts/historyLine.ts';

test('a refusal is told with what the network said', () => {
  assert.deepEqual(historyLine({ kind: 'channel.renewal_failing', data: { code: '2', message: 'Service is down.', failures: 1 } }), {
    sentence: 'Renewing the access failed', detail: 'Service is down.', isBad: true,
  });
});

test('a kind that is new is shown by its own words', () => {
  assert.deepEqual(historyLine({ kind: 'channel.moved_house', data: {} }), { sentence: 'Moved house', detail: null, isBad: false });
});

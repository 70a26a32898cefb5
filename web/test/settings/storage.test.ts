import assert from 'node:assert/strict';
import { test } from 'node:test';
import { untried } from '../../src/pages/settings/storage/words.ts';

const step = (name: string, ok: boolean) => ({ step: name, ok, detail: '', durationMs: 1 });

test('what could not be tried after a failure is said', () => {
  assert.equal(untried({ ok: false, steps: [step('address', true), step('keep', true), step('host', false)] }), 'the copy is fetched as a network would, the copy is taken away again');
});

test('where all went well nothing was left out, also where the server does not fetch', () => {
  assert.equal(untried({ ok: true, steps: [step('address', true), step('keep', true), step('host', true), step('remove', true)] }), '');
});

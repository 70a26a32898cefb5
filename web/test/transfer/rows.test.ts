import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Schemas } from '../../src/api/client.ts';
import { canForce, filtersOf, rowsOf, summaryOf, wordsOf, worstFirst } from '../../src/pages/transfer/import/rows.ts';

const finding = (code: string, blocks: boolean): Schemas['ImportFindingResponse'] => ({ column: 'at', code, message: `The sentence of ${code}.`, blocks });
const row = (number: number, given: Partial<Schemas['ImportedRowResponse']> = {}): Schemas['ImportedRowResponse'] => ({
  row: number, ok: true, findings: [], post: { type: 'image', channelIds: [], mediaIds: [], at: null, title: 'Bread' }, postId: null, alreadyImported: false, ...given,
});
const rows = [row(2), row(3, { ok: false, findings: [finding('time_in_past', true)] }), row(4, { findings: [finding('time_not_kept', false)] }), row(5, { alreadyImported: true, postId: 'p1' })];

test('rows can be narrowed to what is wrong, and only filters that let something through are offered', () => {
  assert.deepEqual(filtersOf(rows).map(filter => filter.label), ['All (4)', 'To mend (1)', 'With hints (1)', 'There already (1)']);
  assert.deepEqual(filtersOf([row(2)]).map(filter => filter.value), ['all']);
  assert.deepEqual(rowsOf(rows, 'wrong').map(one => one.row), [3]);
});

test('the file is told in a sentence', () => {
  const totals = { rows: 4, ok: 3, refused: 1, created: 0, alreadyImported: 1 };

  assert.equal(summaryOf(totals), '4 rows: 2 posts can be made; 1 row must be mended first; 1 row became a post before and stays as it is.');
  assert.equal(summaryOf({ rows: 0, ok: 0, refused: 0, created: 0, alreadyImported: 0 }), '0 rows: nothing to import.');
});

test('only what a person may override is offered to be overridden', () => {
  assert.equal(canForce(rows), false);
  assert.equal(canForce([row(2, { ok: false, findings: [finding('repeat', true)] })]), true);
  assert.equal(canForce([row(2, { findings: [finding('repeat', false)] })]), false);
});

test('what blocks stands first, and a hint for programs is told for people', () => {
  assert.deepEqual(worstFirst([finding('a', false), finding('b', true)]).map(one => one.code), ['b', 'a']);
  assert.doesNotMatch(wordsOf('time_not_kept', 'Import with as=schedule to keep it.'), /as=/);
  assert.equal(wordsOf('too_long', 'Cut it.'), 'Cut it.');
});

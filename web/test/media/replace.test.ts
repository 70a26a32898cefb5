import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaced } from '../../src/pages/media/replace.ts';
import { shows } from '../../src/pages/media/uses.ts';
import { post } from '../post/things.ts';

const draft = post({ mediaIds: ['a', 'old', 'c'], altTexts: ['A', 'Bread', 'C'], mediaFits: [{}, { fit: 'crop', aspect: '4:5' }], options: { coverMediaId: 'old', firstComment: 'Hi' } });

test('another file of the same picture keeps crops and alt texts', () => {
  assert.deepEqual(replaced(draft, 'old', 'new', true), { mediaIds: ['a', 'new', 'c'], options: { coverMediaId: 'new', firstComment: 'Hi' } });
});

test('another picture keeps neither, and leaves those of the others', () => {
  assert.deepEqual(replaced(draft, 'old', 'new', false), {
    mediaIds: ['a', 'new', 'c'],
    altTexts: ['A', '', 'C'],
    mediaFits: [{}, {}],
    options: { coverMediaId: 'new', firstComment: 'Hi' },
    coverFit: null,
  });
});

test('a post shows an item among its media and as its cover', () => {
  assert.deepEqual([shows(draft, 'old'), shows(post({ options: { coverMediaId: 'old' } }), 'old'), shows(post({}), 'old')], [true, true, false]);
});

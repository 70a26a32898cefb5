import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { PAGES } from '../../src/app/pages.ts';
import { schemeOf } from '../../src/app/scheme.ts';

const html = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
const places = (element: string) => new RegExp(`<${element}[^>]*>(.*?)</${element}>`, 's').exec(html)![1]!.match(/<i>/g)!.length;

test('the frame has a place for each page of the navigation, and on a phone for "More" too', () => {
  assert.equal(places('aside'), PAGES.length);
  assert.equal(places('footer'), PAGES.filter(page => page.onPhone).length + 1);
});

test('the page has no script and no style of its own: its policy takes neither', () => {
  assert.doesNotMatch(html, /<style|<script(?![^>]*src=)|\sstyle=|\son\w+=/);
});

test('what somebody chose goes before what the system asks for', () => {
  assert.equal(schemeOf('light', true), 'light');
  assert.equal(schemeOf('dark', false), 'dark');
  assert.equal(schemeOf('auto', true), 'dark');
  assert.equal(schemeOf(null, false), 'light');
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf } from '../../src/pages/settings/account/browser.ts';

test('a browser is named in few words', () => {
  assert.equal(browserOf('Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0'), 'Firefox on Windows');
  assert.equal(browserOf('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1'), 'Safari on iPhone');
  assert.equal(browserOf('curl/8.5.0'), 'curl/8.5.0');
  assert.equal(browserOf(null), 'A browser that does not say its name');
});

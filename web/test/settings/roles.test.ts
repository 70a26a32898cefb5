import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ALL_RIGHTS, ALL_ROLES, mayGive, type Right, rightsInWords, ROLES } from '../../src/pages/settings/roles.ts';

test('the table is that of docs/members.md', () => {
  const lines = readFileSync(new URL('../../../docs/members.md', import.meta.url), 'utf8').split('\n');
  const cells = (line: string) => line.split('|').slice(1, -1).map(cell => cell.trim().replaceAll('`', ''));
  const start = lines.findIndex(line => line.startsWith('| right | owner |'));
  const [, ...roles] = cells(lines[start]!);
  const rows = lines.slice(start + 2, lines.indexOf('', start)).map(cells);

  assert.deepEqual(roles, ALL_ROLES);
  assert.deepEqual(rows.map(row => row[0]), ALL_RIGHTS);
  for (const [index, role] of ALL_ROLES.entries()) {
    const rights = rows.filter(row => row[index + 1] === 'yes').map(row => row[0] as Right);
    assert.deepEqual([...ROLES[role].rights], rights, role);
  }
});

test('only an owner makes an owner', () => {
  assert.equal(mayGive(ROLES.admin.rights, 'owner'), false);
  assert.equal(mayGive(ROLES.admin.rights, 'admin'), true);
  assert.equal(mayGive(ROLES.owner.rights, 'owner'), true);
});

test('rights are told in few words', () => {
  assert.equal(rightsInWords(ALL_RIGHTS), 'everything');
  assert.equal(rightsInWords(['read']), 'those of a viewer');
  assert.equal(rightsInWords(['read', 'edit_posts']), 'see everything, write posts');
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';

const SRC = resolve(import.meta.dirname, '../../src');
const MANTINE = resolve(import.meta.dirname, '../../node_modules/@mantine/core');

const read = (file: string) => readFileSync(file, 'utf8');

/** The stylesheets of Mantine in its own order: a later one builds on those before. */
const ORDER = (() => {
  const all = read(join(MANTINE, 'styles.css'));
  const sheets = readdirSync(join(MANTINE, 'styles')).filter(name => name.endsWith('.css') && !name.endsWith('.layer.css'));
  return sheets.map(name => ({ name, classes: classesIn(read(join(MANTINE, 'styles', name))) })).map(sheet => ({ ...sheet, place: all.indexOf(sheet.classes[0] ?? '\0') })).sort((a, b) => a.place - b.place);
})();

function classesIn(text: string): string[] {
  return [...new Set(text.match(/m_[0-9a-f]+/g) ?? [])];
}

/** Where each part of Mantine is defined. */
const PARTS = new Map([...read(join(MANTINE, 'esm/index.mjs')).matchAll(/import \{([^}]*)\} from "(\.[^"]+)"/g)].flatMap(([, names, file]) => names!.split(',').map(name => [name.trim().split(' as ').at(-1)!, join(MANTINE, 'esm', file!)] as const)));

/** The stylesheets that some parts need: their own, and those of what they are made of. */
function sheetsOf(parts: Iterable<string>): string[] {
  const [seen, classes] = [new Set<string>(), new Set<string>()];
  const look = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = read(file);
    if (file.endsWith('.module.mjs')) for (const one of classesIn(text)) classes.add(one);
    for (const [, next] of text.matchAll(/from "(\.[^"]+)"/g)) look(resolve(dirname(file), next!));
  };
  for (const part of parts) look(PARTS.get(part) ?? assert.fail(`Mantine has no ${part}.`));
  return ORDER.filter(sheet => sheet.classes.some(one => classes.has(one))).map(sheet => sheet.name);
}

const importsOf = (file: string) => [...read(file).matchAll(/^import (?!type )(?:([^;]*?) from )?'([^']+)';/gms)].map(([, names = '', from]) => ({ names, from: from! }));

/** The parts of Mantine that a file names. */
const partsOf = (file: string) => importsOf(file).filter(({ from }) => from === '@mantine/core').flatMap(({ names }) => names.replace(/[{}]/g, '').split(',').map(name => name.trim())).filter(name => name !== '' && !name.startsWith('type '));

/** The parts of Mantine that its other packages are made of, as far as we use these. */
const ofPackages = (files: readonly string[]) =>
  [...new Set(files.flatMap(importsOf).map(({ from }) => from))].filter(from => /^@mantine\/(?!core|hooks)\w+$/.test(from)).flatMap(name => {
    const folder = join(MANTINE, '../../', name, 'esm');
    const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.mjs'));
    return modules.flatMap(file => [...read(join(folder, file)).matchAll(/import \{([^}]*)\} from "@mantine\/core"/g)].flatMap(([, names]) => names!.split(',').map(part => part.trim().split(' as ')[0]!).filter(part => PARTS.has(part))));
  });

const all = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name)).map(name => join(SRC, name));

test('the styles of every part of Mantine that is used are there, no others, in the order in which they build on each other', () => {
  const named = [...read(join(SRC, 'app/mantine.css')).matchAll(/@import '@mantine\/core\/styles\/([^']+)';/g)].map(([, name]) => name);
  assert.deepEqual(named, ['baseline.css', 'default-css-variables.css', 'global.css', ...sheetsOf([...all.flatMap(partsOf), ...ofPackages(all)])]);
});

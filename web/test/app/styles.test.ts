import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';

const SRC = resolve(import.meta.dirname, '../../src');
const MANTINE = resolve(import.meta.dirname, '../../node_modules/@mantine/core');

/** What the first load of the calendar is made of; everything else is fetched later, with its styles. */
const FIRST = ['main.ts', 'app/start.tsx', 'pages/calendar/CalendarPage.tsx', 'pages/calendar/Grid.tsx', 'pages/calendar/dragging.ts'].map(file => join(SRC, file));

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

/** Files and all that they import, without what they fetch later. */
function closureOf(files: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const look = (file: string) => {
    if (seen.has(file) || !/\.tsx?$/.test(file) || !existsSync(file)) return;
    seen.add(file);
    for (const { from } of importsOf(file)) if (from.startsWith('.')) look(resolve(dirname(file), from));
  };
  files.forEach(look);
  return seen;
}

const named = (file: string) => [...read(join(SRC, 'app/styles', file)).matchAll(/@import '@mantine\/core\/styles\/([^']+)';/g)].map(([, name]) => name!);

const GLOBAL = ['baseline.css', 'default-css-variables.css', 'global.css'];
const all = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name)).map(name => join(SRC, name));
const first = closureOf(FIRST);
const wanted = sheetsOf([...first].flatMap(partsOf));

test('the styles of the frame and the calendar come first, no others, in the order in which they build on each other', () => {
  assert.deepEqual(named('first.css'), [...GLOBAL, ...wanted]);
});

test('those of every other part come with what is fetched later', () => {
  assert.deepEqual(named('later.css'), sheetsOf([...all.flatMap(partsOf), ...ofPackages(all)]).filter(name => !wanted.includes(name)));
});

test('what the frame and the calendar fetch later brings these styles with it', () => {
  const bare = [...first].flatMap(file => [...read(file).matchAll(/(?<!lazily|part)\(\(\) =>\s*import\('([^']+)'\)/g)].map(([, target]) => resolve(dirname(file), target!)));
  assert.deepEqual(bare.filter(target => !FIRST.includes(target) && !/Page\.tsx$/.test(target)), []);
  assert.doesNotMatch(read(join(SRC, 'app/router.tsx')).replace(/calendar: createRoute\(.*\n/, ''), /lazyRouteComponent\(\(\) => import/);
});

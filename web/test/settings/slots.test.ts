import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Slot } from '../../src/api/planning.ts';
import { deletedWords, PALETTE, unusedColour } from '../../src/pages/settings/slots/categories/palette.ts';
import { clockChanges, hitBy } from '../../src/pages/settings/slots/week/clockChanges.ts';
import { daysFrom, daysInWords, placesAWeek, rowsOf, weekdayWord } from '../../src/pages/settings/slots/week/week.ts';

const slot = (time: string, ...weekdays: Slot['weekdays']): Slot => ({ id: time + weekdays.join(''), channelId: 'c', categoryId: null, weekdays, time });

test('a week begins where the viewer begins it', () => {
  assert.deepEqual([daysFrom(1)[0], daysFrom(0)[0], daysFrom(6)[0]], ['monday', 'sunday', 'saturday']);
  assert.equal(new Set(daysFrom(3)).size, 7);
  assert.match(weekdayWord('sunday'), /Sun/);
});

test('days are said as people say them', () => {
  assert.equal(daysInWords(daysFrom(1)), 'every day');
  assert.equal(daysInWords(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']), 'Monday to Friday');
  assert.equal(daysInWords(['saturday', 'sunday']), 'Saturday and Sunday');
  assert.equal(daysInWords(['wednesday', 'monday', 'sunday']), 'Mon, Wed and Sun');
});

test('slots at the same time on other days share a row, in order of time', () => {
  const slots = [slot('18:00', 'monday', 'friday'), slot('09:00', 'sunday'), slot('18:00', 'sunday')];
  const rows = rowsOf(slots);

  assert.deepEqual(rows.map(row => row.time), ['09:00', '18:00']);
  assert.deepEqual([rows[1]!.on.get('friday'), rows[1]!.on.get('sunday'), rows[1]!.on.get('tuesday')], [slots[0], slots[2], undefined]);
  assert.equal(placesAWeek(slots), 4);
});

test('the changes of the clocks are found to the minute', () => {
  const year = (zone: string) => clockChanges(zone, new Date('2027-01-01T00:00:00Z'), 365);

  assert.deepEqual(year('Europe/Berlin'), [
    { kind: 'gap', from: '2027-03-28T02:00', to: '2027-03-28T03:00' },
    { kind: 'twice', from: '2027-10-31T02:00', to: '2027-10-31T03:00' },
  ]);
  assert.deepEqual(year('UTC'), []);
  // Half an hour, around midnight of another half of the world.
  assert.deepEqual(year('Australia/Lord_Howe').map(change => [change.kind, change.from, change.to]), [['twice', '2027-04-04T01:30', '2027-04-04T02:00'], ['gap', '2027-10-03T02:00', '2027-10-03T02:30']]);
});

test('a slot says when a change of the clocks hits it, and on its days only', () => {
  const [gap, twice] = clockChanges('Europe/Berlin', new Date('2027-01-01T00:00:00Z'), 365) as [never, never];

  assert.match(hitBy(gap, slot('02:30', 'sunday'))!, /28 March 2027|March 28, 2027/);
  assert.match(hitBy(gap, slot('02:30', 'sunday'))!, /forward over 02:30\. The place is at 03:00/);
  assert.match(hitBy(twice, slot('02:00', 'sunday'))!, /02:00 twice\. The place is at the first/);
  assert.equal(hitBy(gap, slot('03:00', 'sunday')), null);
  assert.equal(hitBy(gap, slot('02:30', 'monday')), null);
});

test('a new category gets a colour of its own, and deleting one says what it did', () => {
  assert.equal(unusedColour([]), PALETTE[0]!.value);
  assert.equal(unusedColour([PALETTE[0]!.value]), PALETTE[1]!.value);
  assert.ok(PALETTE.some(one => one.value === unusedColour(PALETTE.map(all => all.value))));
  assert.equal(deletedWords('News', { posts: 0, slots: 0 }), '“News” is deleted. Nothing had it.');
  assert.equal(deletedWords('News', { posts: 1, slots: 2 }), '“News” is deleted. One post has no category now, and 2 slots take any post now.');
});

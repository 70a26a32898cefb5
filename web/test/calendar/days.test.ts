import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addDays, addMonths, firstWeekday, instantOf, isDay, startOfDay, wallTime, weekday } from '../../src/pages/calendar/days.ts';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'Pacific/Kiritimati'];

test('what the wall shows at an instant leads back to it', () => {
  for (const zone of ZONES) {
    for (let at = Date.parse('2026-01-01T00:00Z'); at < Date.parse('2027-01-01T00:00Z'); at += 7 * 3_600_000 + 60_000) {
      const wall = wallTime(at, zone);
      const back = instantOf(wall.day, wall.time, zone)!;
      assert.deepEqual(wallTime(back, zone), wall, `${zone} ${wall.day} ${wall.time}`);
      assert.ok(back.getTime() <= at, 'the first of two');
    }
  }
});

test('a time that the clocks go forward over is none', () => {
  assert.equal(instantOf('2026-03-29', '02:30', 'Europe/Berlin'), null);
  assert.equal(instantOf('2026-03-29', '03:00', 'Europe/Berlin')?.toISOString(), '2026-03-29T01:00:00.000Z');
});

test('of a time that occurs twice it is the first', () => {
  assert.equal(instantOf('2026-10-25', '02:30', 'Europe/Berlin')?.toISOString(), '2026-10-25T00:30:00.000Z');
});

test('a day begins later where its midnight is left out', () => {
  assert.equal(startOfDay('2026-03-01', 'Europe/Berlin').toISOString(), '2026-02-28T23:00:00.000Z');
  // Cuba's clocks go forward at midnight.
  assert.equal(wallTime(startOfDay('2026-03-08', 'America/Havana'), 'America/Havana').time, '01:00');
});

test('days and months are counted on the calendar', () => {
  assert.equal(addDays('2026-02-28', 1), '2026-03-01');
  assert.equal(addMonths('2026-01-31', 1), '2026-02-01');
  assert.equal(addMonths('2026-01-15', -1), '2025-12-01');
  assert.equal(weekday('2026-03-01'), 0);
});

test('what is no day is told apart', () => {
  assert.deepEqual(['2026-02-30', '2026-3-1', 'today', '', undefined, '2028-02-29'].map(isDay), [false, false, false, false, false, true]);
});

test('weeks begin as the viewer knows it', () => {
  assert.equal(firstWeekday('en-US'), 0);
  assert.equal(firstWeekday('de-DE'), 1);
});

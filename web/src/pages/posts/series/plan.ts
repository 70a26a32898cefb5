import type { Schemas } from '../../../api/client.ts';
import { nextHour, wallOf } from '../../../shared/wall.ts';
import { addDays } from '../../calendar/days.ts';
import { bodyOf, instantAt, isSameRule, type Plan, type Rule, ruleOn, wholeRule } from './rule.ts';
import type { Series } from './queries.ts';

/** How a series ends. */
export type End = 'never' | 'until' | 'count';

/** What the fields of a series hold. */
export interface SeriesFields {
  rule: Rule;
  end: End;
  /** A day. */
  until: string;
  count: number | string;
  force: boolean;
}

/** The server makes nothing that is due sooner than it can prepare it. */
const LEAD_MS = 3 * 60_000;

/** The fields of a series that there is, or of a new one: weekly, as the post itself is planned. */
export function fieldsOf(series: Series | undefined, at: string | null, zone: string, now = Date.now()): SeriesFields {
  const start = wallOf(at !== null && (series !== undefined || Date.parse(at) > now) ? at : now, zone).slice(0, 10);
  const time = (at === null ? nextHour(zone, now) : wallOf(at, zone)).slice(11);
  // Something to begin with, should somebody choose such an end.
  const until = addDays(wallOf(now, zone).slice(0, 10), 90);
  if (!series) return { rule: ruleOn(start, time), end: 'never', until, count: 10, force: false };
  const rule = wholeRule(series.rule);
  const begun = ruleOn(start, time);
  return {
    rule: { ...rule, weekdays: rule.weekdays.length > 0 ? rule.weekdays : begun.weekdays, dayOfMonth: rule.dayOfMonth ?? begun.dayOfMonth },
    end: series.until !== null ? 'until' : series.count !== null ? 'count' : 'never',
    until: series.until ?? until,
    count: series.count ?? 10,
    force: series.force,
  };
}

const endOf = ({ end, until, count }: SeriesFields): { until: string | null; count: number | null } => ({
  until: end === 'until' && until !== '' ? until : null,
  count: end === 'count' && typeof count === 'number' ? count : null,
});

/** Whether the end is filled in. */
export const isEndWhole = ({ end, until, count }: SeriesFields): boolean => (end === 'until' ? until !== '' : end !== 'count' || (typeof count === 'number' && count >= 1 && count <= 1_000));

/** What the server is told of a new series. */
export const newSeries = (postId: string, fields: SeriesFields): Schemas['CreateSeriesRequest'] => ({ postId, rule: bodyOf(fields.rule), ...endOf(fields), force: fields.force });

/** What is different, and nothing else: a rule that is sent is counted from today on. */
export function seriesChange(before: SeriesFields, fields: SeriesFields): Schemas['ChangeSeriesRequest'] {
  const [old, next] = [endOf(before), endOf(fields)];
  return {
    ...(isSameRule(before.rule, fields.rule) ? {} : { rule: bodyOf(fields.rule) }),
    ...(old.until === next.until ? {} : { until: next.until }),
    ...(old.count === next.count ? {} : { count: next.count }),
    ...(before.force === fields.force ? {} : { force: fields.force }),
  };
}

/** From where a series would be counted if it were made or changed now: where the post has a time itself, it begins after that day.
 * @param made How many posts it has made that stay. */
export function planOf(fields: SeriesFields, at: string | null, isNew: boolean, made: number, zone: string, now = Date.now()): Plan {
  const isPlanned = at !== null && Date.parse(at) > now;
  const today = wallOf(now, zone).slice(0, 10);
  const own = isPlanned ? wallOf(at, zone).slice(0, 10) : today;
  const end = endOf(fields);
  return {
    rule: fields.rule,
    zone,
    anchor: isNew ? own : today,
    after: new Date(Math.max(now + LEAD_MS, isPlanned ? instantAt(addDays(own, 1), '00:00', zone).getTime() - 1 : 0)),
    until: end.until,
    left: end.count === null ? null : Math.max(0, end.count - made),
  };
}

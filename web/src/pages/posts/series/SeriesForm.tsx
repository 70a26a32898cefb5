import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { errorBeside, errorOf } from '../../../shared/fieldErrors.ts';
import { Note } from '../../../shared/Note.tsx';
import { dateTime } from '../../../shared/times.ts';
import { useChange } from '../../../shared/useChange.ts';
import { wallOf } from '../../../shared/wall.ts';
import { fieldsOf, isEndWhole, newSeries, planOf, seriesChange, type SeriesFields } from './plan.ts';
import { Preview } from './Preview.tsx';
import { type Series, seriesPostsQuery, TOUCHED } from './queries.ts';
import { isSameRule, isWhole, nextTimes } from './rule.ts';
import { RuleFields } from './RuleFields.tsx';
import { ruleWords } from './words.ts';

/** So many times are shown ahead. */
const SHOWN = 6;
const FIELDS = ['rule.interval', 'rule.weekdays', 'rule.dayOfMonth', 'rule.time', 'until', 'count'];

interface Props {
  /** Whose content is repeated. */
  post: Schemas['PostResponse'];
  /** To be changed; a new one where this is left out. */
  series?: Series;
  onDone: () => void;
  onClose: () => void;
}

/** A series to be made or changed, with what would come of it. */
export function SeriesForm({ post, series, onDone, onClose }: Props) {
  const { timeZone, approvalPolicy } = useWorkspace();
  const [before] = useState(() => fieldsOf(series, post.at, timeZone));
  const [fields, setFields] = useState<SeriesFields>(before);
  const made = useQuery({ ...seriesPostsQuery(series?.id ?? ''), enabled: series !== undefined }).data ?? [];
  const change = series && seriesChange(before, fields);
  const save = useChange({
    run: () => (series ? call(api.PATCH('/api/v1/series/{seriesId}', { params: { path: { seriesId: series.id } }, body: change! })) : call(api.POST('/api/v1/series', { body: newSeries(post.id, fields) }))),
    touches: TOUCHED,
    done: series ? 'The series is changed.' : `It repeats: ${ruleWords(fields.rule).replace(/^E/, 'e')}.`,
    showsError: true,
    onDone,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };

  const now = Date.now();
  const isOver = (at: string | null) => at !== null && Date.parse(at) <= now;
  const isSame = series !== undefined && isSameRule(before.rule, fields.rule);
  const plan = planOf(fields, post.at, series === undefined, made.filter(one => isOver(one.at)).length, timeZone, now);
  // From which day a rule was counted that stays, only the server knows; but its posts are there.
  const times = isSame ? comingOf(made, plan.left, fields, timeZone, now) : nextTimes(plan, SHOWN);
  const isReady = isWhole(fields.rule) && isEndWhole(fields) && (change === undefined || Object.keys(change).length > 0);
  const beside = errorBeside(save.error, FIELDS);
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">
          {series ? 'Posts ahead that nobody has touched are made anew. What somebody edited, moved, approved or deleted stays as it is.' : 'Each time is a post of its own, with what this post says by then, made some weeks ahead of its time.'}
          {!series && post.at !== null && Date.parse(post.at) > now && ` This post itself goes out ${dateTime(post.at, timeZone)}; the series begins after that day.`}
        </Text>
        {!series && approvalPolicy !== 'none' && post.approval !== 'approved' && <Note colour="yellow" icon={CircleAlert}>This post is not approved, so each of its repeats waits for an approval of its own. Once it is approved, they carry its approval.</Note>}
        <RuleFields fields={fields} error={field => errorOf(save.error, field)} onChange={next => setFields(old => ({ ...old, ...next }))} />
        {(!isSame || times.length > 0) && isWhole(fields.rule) && (
          <Paper withBorder p="sm" radius="md">
            <Preview title={isSame ? 'Its next posts' : 'It would go out'} times={times} time={fields.rule.time} />
          </Paper>
        )}
        {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>Cancel</Button>
          <Button type="submit" loading={save.isPending} disabled={!isReady}>{series ? 'Change the series' : 'Repeat it'}</Button>
        </Group>
      </Stack>
    </form>
  );
}

function comingOf(made: readonly Schemas['PostResponse'][], left: number | null, { end, until }: SeriesFields, zone: string, now: number): Date[] {
  const ahead = made.flatMap(post => (post.at !== null && Date.parse(post.at) > now ? [new Date(post.at)] : [])).sort((a, b) => a.getTime() - b.getTime());
  return ahead.filter(at => end !== 'until' || wallOf(at, zone).slice(0, 10) <= until).slice(0, Math.min(SHOWN, left ?? SHOWN));
}

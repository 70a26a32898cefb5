import { Checkbox, Chip, Group, Input, NativeSelect, NumberInput, Stack, TextInput } from '@mantine/core';
import { useWorkspace } from '../../../api/session.ts';
import { zoneName } from '../../../shared/times.ts';
import type { End, SeriesFields } from './plan.ts';
import { type Rule, type Weekday, WEEKDAYS } from './rule.ts';
import { weekdayName } from './words.ts';

interface Props {
  fields: SeriesFields;
  error: (field: string) => string | undefined;
  onChange: (change: Partial<SeriesFields>) => void;
}

const UNITS = [{ value: 'day', label: 'days' }, { value: 'week', label: 'weeks' }, { value: 'month', label: 'months' }];

/** How often, on which days, at what time, and until when. */
export function RuleFields({ fields, error, onChange }: Props) {
  const { timeZone } = useWorkspace();
  const { rule, end } = fields;
  const set = (change: Partial<Rule>) => onChange({ rule: { ...rule, ...change } });
  return (
    <Stack gap="md">
      <Group align="start" gap="sm">
        <NumberInput label="Every" value={rule.interval} onChange={interval => set({ interval: Number(interval) })} min={1} max={366} allowDecimal={false} w={90} data-autofocus error={error('rule.interval')} />
        <NativeSelect label="Unit" data={UNITS} value={rule.every} onChange={event => set({ every: event.currentTarget.value as Rule['every'] })} w={120} />
        <TextInput type="time" label="Time" value={rule.time} onChange={event => set({ time: event.currentTarget.value })} w={130} required withAsterisk={false} error={error('rule.time')} />
      </Group>
      {rule.every === 'week' && (
        <Input.Wrapper label="On" labelElement="div" labelProps={{ id: 'series-days' }} error={error('rule.weekdays') ?? (rule.weekdays.length === 0 ? 'Choose at least one day.' : undefined)}>
          <Chip.Group multiple value={[...rule.weekdays]} onChange={days => set({ weekdays: days as Weekday[] })}>
            <Group gap={6} mt={4} role="group" aria-labelledby="series-days">
              {WEEKDAYS.map(day => <Chip key={day} value={day} size="sm" variant="outline" aria-label={weekdayName(day, 'long')}>{weekdayName(day, 'short')}</Chip>)}
            </Group>
          </Chip.Group>
        </Input.Wrapper>
      )}
      {rule.every === 'month' && <NumberInput label="Day of the month" description="31 is the last day of shorter months." value={rule.dayOfMonth ?? ''} onChange={day => set({ dayOfMonth: typeof day === 'number' ? day : null })} min={1} max={31} allowDecimal={false} w={220} error={error('rule.dayOfMonth')} />}
      <Group align="start" gap="sm">
        <NativeSelect label="Ends" data={[{ value: 'never', label: 'never' }, { value: 'until', label: 'on a day' }, { value: 'count', label: 'after so many posts' }]} value={end} onChange={event => onChange({ end: event.currentTarget.value as End })} w={200} />
        {end === 'until' && <TextInput type="date" label="Last day" value={fields.until} onChange={event => onChange({ until: event.currentTarget.value })} w={180} required withAsterisk={false} error={error('until')} />}
        {end === 'count' && <NumberInput label="Posts in all" description="Without the first one." value={fields.count} onChange={count => onChange({ count })} min={1} max={1_000} allowDecimal={false} w={160} error={error('count')} />}
      </Group>
      <Checkbox label="Also where a post would be too close to another, or show what was shown lately" description={`Otherwise such a post is left out until there is room. Times are those of ${zoneName(timeZone)}.`} checked={fields.force} onChange={event => onChange({ force: event.currentTarget.checked })} />
    </Stack>
  );
}

import { Grid, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import type { Schemas } from '../../../api/client.ts';
import { useComposing } from '../context.ts';
import { Section } from './Section.tsx';

const POLICIES: Record<NonNullable<Schemas['LatePolicy']>, string> = { publish: 'Send it late all the same', skip: 'Leave it out', ask: 'Ask somebody' };

/** What is seldom needed: a title for the calendar, and what becomes of a post that missed its time. */
export function DetailsField() {
  const { draft, change, workspace, findingsOf } = useComposing();
  const wrong = (field: string) => findingsOf('more').some(finding => finding.blocks && finding.field.startsWith(field));
  const usual = workspace.latePolicy ? POLICIES[workspace.latePolicy].toLowerCase() : '';
  return (
    <Section part="more" title="In the calendar">
      <Grid gap="md">
        <Grid.Col span={12}>
          <TextInput label="Title" description="Only seen here. Left empty, it is the caption’s first line." value={draft.title} dir="auto" maxLength={200} error={wrong('title')} onChange={event => change({ title: event.currentTarget.value })} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, xs: 7 }}>
          <NativeSelect
            label="If its time passes while nothing could go out" value={draft.latePolicy ?? ''} error={wrong('latePolicy')}
            data={[{ value: '', label: `As the workspace does: ${usual}` }, ...Object.entries(POLICIES).map(([value, label]) => ({ value, label }))]}
            onChange={event => change({ latePolicy: (event.currentTarget.value || null) as Schemas['LatePolicy'] })}
          />
        </Grid.Col>
        {(draft.latePolicy ?? workspace.latePolicy) === 'publish' && (
          <Grid.Col span={{ base: 12, xs: 5 }}>
            <NumberInput
              label="At most so many minutes late" value={draft.lateMinutes ?? ''} min={1} max={10_080} allowDecimal={false} hideControls placeholder={`${workspace.lateMinutes} (the workspace’s)`} error={wrong('lateMinutes')}
              onChange={value => change({ lateMinutes: typeof value === 'number' ? value : null })}
            />
          </Grid.Col>
        )}
      </Grid>
    </Section>
  );
}

import { Checkbox, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { CircleAlert, Lock } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { useMay, workspaceQuery } from '../../../api/session.ts';
import { errorBeside, errorOf } from '../../../shared/fieldErrors.ts';
import { Note } from '../../../shared/Note.tsx';
import { Section } from '../../../shared/Section.tsx';
import { useChange } from '../../../shared/useChange.ts';
import { Choices } from './Choices.tsx';
import { APPROVAL, CAPTION, changedRules, LATE, MEDIA, RULE_FIELDS, type Rules, rulesOf } from './rules.ts';
import { SaveBar } from './SaveBar.tsx';
import { TimeZoneSelect } from './TimeZoneSelect.tsx';

/** The workspace's name, zone and rules. Only what was changed here is sent. */
export function RulesForm({ workspace }: { workspace: Schemas['WorkspaceResponse'] }) {
  const queries = useQueryClient();
  const readOnly = !useMay('manage_workspace');
  // Only what differs is held here, so that what somebody else changes meanwhile shows.
  const [edits, setEdits] = useState<Partial<Rules>>({});
  const saved = rulesOf(workspace);
  const rules = { ...saved, ...edits };
  const changed = changedRules(saved, rules);
  const set = <K extends keyof Rules>(name: K) => (value: Rules[K]) => setEdits(before => ({ ...before, [name]: value }));

  const save = useChange({
    run: (body: Partial<Rules>) => call(api.PATCH('/api/v1/workspace', { body })),
    touches: [['session'], ['overview'], ['calendar']],
    done: 'Saved.',
    showsError: true,
    onDone: answer => {
      queries.setQueryData(workspaceQuery.queryKey, answer);
      setEdits({});
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(changed);
  };
  const error = (field: string) => errorOf(save.error, field);
  const beside = errorBeside(save.error, RULE_FIELDS);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {readOnly && <Note colour="gray" icon={Lock}>Owners and admins change these. You see how they are set.</Note>}
        {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
        <Section title="Workspace">
          <Stack gap="md" maw={480}>
            <TextInput label="Name" value={rules.name} onChange={event => set('name')(event.currentTarget.value)} maxLength={100} readOnly={readOnly} error={error('name')} dir="auto" />
            <TimeZoneSelect label="Time zone" description="Calendar and times of posts are shown and set in it. Posts that are scheduled keep their instant." value={rules.timeZone} onChange={set('timeZone')} readOnly={readOnly} error={error('timeZone')} />
          </Stack>
        </Section>
        <Section title="Before a post goes out">
          <Stack gap="lg">
            <Choices label="Who approves posts" description="An approval is for exactly what was seen: an edit ends it." choices={APPROVAL} value={rules.approvalPolicy} onChange={set('approvalPolicy')} readOnly={readOnly} error={error('approvalPolicy')} />
            <Choices label="Media that a network does not take as it is" description="A post may say otherwise for each of its pictures." choices={MEDIA} value={rules.mediaPolicy} onChange={set('mediaPolicy')} readOnly={readOnly} error={error('mediaPolicy')} />
            <Choices label="A caption that is longer than a network takes" description="Networks differ in how much they take." choices={CAPTION} value={rules.captionPolicy} onChange={set('captionPolicy')} readOnly={readOnly} error={error('captionPolicy')} />
            <RepeatDays value={rules.repeatDays} onChange={set('repeatDays')} readOnly={readOnly} error={error('repeatDays')} />
          </Stack>
        </Section>
        <Section title="When a post is late" about="After an outage, a pause or a lost connection. Posts that are scheduled already keep the rule they were scheduled under.">
          <Stack gap="md">
            <Choices label="What becomes of it" description="A post may say otherwise for itself." choices={LATE} value={rules.latePolicy} onChange={set('latePolicy')} readOnly={readOnly} error={error('latePolicy')} />
            {rules.latePolicy === 'publish' && (
              <NumberInput label="Minutes late at the most" description="1 to 10,080, which is a week." value={rules.lateMinutes} onChange={value => set('lateMinutes')(Number(value))} min={1} max={10_080} allowDecimal={false} maw={260} readOnly={readOnly} error={error('lateMinutes')} />
            )}
          </Stack>
        </Section>
        {!readOnly && <SaveBar count={Object.keys(changed).length} busy={save.isPending} onUndo={() => { setEdits({}); save.reset(); }} />}
      </Stack>
    </form>
  );
}

function RepeatDays({ value, onChange, readOnly, error }: { value: number | null; onChange: (value: number | null) => void; readOnly: boolean; error?: string }) {
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>The same media twice on one account</Text>
      <Checkbox label="As the server is set" description="Its default is 30 days." checked={value === null} onChange={event => { if (!readOnly) onChange(event.currentTarget.checked ? null : 30); }} readOnly={readOnly} />
      {value !== null && (
        <Group>
          <NumberInput label="Days in which it counts as a repeat" description="0 lets media be repeated. Scheduling a repeat is refused, unless somebody insists." value={value} onChange={next => onChange(Number(next))} min={0} max={365} allowDecimal={false} maw={320} readOnly={readOnly} error={error} />
        </Group>
      )}
    </Stack>
  );
}

import { Button, Group, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, call, type Schemas } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { errorBeside, errorOf } from '../../shared/fieldErrors.ts';
import { Note } from '../../shared/Note.tsx';
import { Section } from '../../shared/Section.tsx';
import { useChange } from '../../shared/useChange.ts';
import { automationWords, CAP_AT_FIRST, MOST_A_DAY } from './automation.ts';

/** How much goes out on an account by itself; what does not is handed to people. */
export function Automation({ channel }: { channel: Schemas['ChannelResponse'] }) {
  const mayManage = useMay('manage_channels');
  const [saved, savedCap] = [channel.automation ?? true, channel.automatedPerDay ?? null];
  return (
    <Section title="By itself, or by hand" about={automationWords(saved, savedCap)}>
      {/* What somebody else changes meanwhile begins the form anew. */}
      {mayManage && <Form key={`${saved} ${savedCap}`} channelId={channel.id} saved={saved} savedCap={savedCap} />}
    </Section>
  );
}

function Form({ channelId, saved, savedCap }: { channelId: string; saved: boolean; savedCap: number | null }) {
  const [automation, setAutomation] = useState(saved);
  const [cap, setCap] = useState(savedCap);
  const isChanged = automation !== saved || cap !== savedCap;
  const save = useChange({
    run: () => call(api.PUT('/api/v1/channels/{channelId}/automation', { params: { path: { channelId } }, body: { automation, automatedPerDay: cap } })),
    touches: [['channels'], ['channel', channelId], ['calendar']],
    done: 'Saved. It counts for what comes to its time from now on.',
    showsError: true,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged) save.mutate();
  };
  const beside = errorBeside(save.error, ['automatedPerDay']);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
        <Switch label="Posts go out by themselves" description="Off, a person gets a card for each post of this account." checked={automation} onChange={event => setAutomation(event.currentTarget.checked)} />
        {automation && (
          <Switch
            label="Only so many a day" description="For starting slowly: the first of a day go out by themselves, the others are handed to people." checked={cap !== null}
            onChange={event => setCap(event.currentTarget.checked ? (savedCap ?? CAP_AT_FIRST) : null)}
          />
        )}
        {automation && cap !== null && (
          <NumberInput label="Posts a day that go out by themselves" description={`0 to ${MOST_A_DAY.toLocaleString()}, by the workspace’s clock.`} value={cap} onChange={value => setCap(Number(value))} min={0} max={MOST_A_DAY} allowDecimal={false} maw={420} error={errorOf(save.error, 'automatedPerDay')} />
        )}
        {isChanged && (
          <Group gap="xs">
            <Button type="submit" loading={save.isPending}>Save</Button>
            <Button variant="default" disabled={save.isPending} onClick={() => { setAutomation(saved); setCap(savedCap); save.reset(); }}>Undo</Button>
            <Text size="sm" c="dimmed">Not saved yet.</Text>
          </Group>
        )}
      </Stack>
    </form>
  );
}

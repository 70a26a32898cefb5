import { NativeSelect, NumberInput, SimpleGrid, Stack, TagsInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { sentenceOf } from '../../../api/problem.ts';
import { errorOf, errorUnder } from '../../../shared/fieldErrors.ts';
import { Note } from '../../../shared/Note.tsx';
import { Section } from '../../../shared/Section.tsx';
import { useChange } from '../../../shared/useChange.ts';
import { fallbackWords, TIMES, timesOf, type Trouble, TROUBLES, whenOf, type When, withRule } from '../../handover/fallbacks.ts';
import { handoverSettingsQuery } from '../../handover/queries.ts';
import { SaveBar } from '../workspace/SaveBar.tsx';
import { countChanges, FIELDS, minutesWords, type Wishes, wishesOf } from './form.ts';

/** In which trouble a person is asked, how long for, and who may answer. */
export function RulesForm({ settings }: { settings: Schemas['HandoverSettingsResponse'] }) {
  const queries = useQueryClient();
  // Only what differs is held here, so that what somebody else changes meanwhile shows.
  const [edits, setEdits] = useState<Partial<Wishes>>({});
  const saved = wishesOf(settings);
  const wishes = { ...saved, ...edits };
  const set = <K extends keyof Wishes>(name: K) => (value: Wishes[K]) => setEdits(before => ({ ...before, [name]: value }));
  const save = useChange({
    run: () => call(api.PUT('/api/v1/handover/settings', { body: wishes })),
    touches: [['events']],
    done: 'Saved.',
    showsError: true,
    onDone: answer => {
      queries.setQueryData(handoverSettingsQuery.queryKey, answer);
      setEdits({});
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const isBeside = save.error !== null && FIELDS.every(field => errorUnder(save.error, field) === undefined);
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {isBeside && <Note colour="red" icon={CircleAlert} role="alert">{sentenceOf(save.error)}</Note>}
        <Section title="When it cannot go out by itself" about={`Who publishes it then: ${fallbackWords(wishes.fallbackOn)}. A post can say otherwise. Nobody is asked while it is not certain that it did not go out, and once for a post at the most.`}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
            {(Object.keys(TROUBLES) as Trouble[]).map(on => (
              <NativeSelect
                key={on} label={TROUBLES[on].means} value={whenOf(wishes.fallbackOn, on) ?? ''} onChange={event => set('fallbackOn')(withRule(wishes.fallbackOn, on, (event.currentTarget.value || null) as When | null))}
                data={[{ value: '', label: 'Ask nobody' }, ...choicesOf(on, whenOf(wishes.fallbackOn, on))]}
              />
            ))}
          </SimpleGrid>
          {errorUnder(save.error, 'fallbackOn') !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{errorUnder(save.error, 'fallbackOn')}</Note>}
        </Section>
        <Section title="How long somebody is waited for">
          <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
            <Minutes label="The card goes out before due" most={60} least={0} value={wishes.leadMinutes} onChange={set('leadMinutes')} error={errorOf(save.error, 'leadMinutes')} />
            <Minutes label="Somebody is reminded after" most={1_440} least={5} value={wishes.escalateAfterMinutes} onChange={set('escalateAfterMinutes')} error={errorOf(save.error, 'escalateAfterMinutes')} />
            <Minutes label="Nobody is waited for after" most={10_080} least={30} value={wishes.expireAfterMinutes} onChange={set('expireAfterMinutes')} error={errorOf(save.error, 'expireAfterMinutes')} />
          </SimpleGrid>
        </Section>
        <Section title="Who may answer in the chat" about="Here it takes the right to schedule posts; in the chat everybody in it may, unless some are named.">
          <TagsInput
            label="People" description="Their ids in Telegram, which are numbers. Empty: everybody in the chat." value={wishes.allowedPeople} onChange={people => set('allowedPeople')([...new Set(people.map(one => one.trim()).filter(one => one !== ''))])}
            splitChars={[',', ' ']} acceptValueOnBlur error={errorUnder(save.error, 'allowedPeople')} maw={640}
          />
        </Section>
        <SaveBar count={countChanges(saved, wishes)} busy={save.isPending} onUndo={() => { setEdits({}); save.reset(); }} />
      </Stack>
    </form>
  );
}

/** The times there are for some trouble, and the one that is set. */
const choicesOf = (on: Trouble, now: When | null) => [...new Set([...timesOf(on), ...(now === null ? [] : [now])])].map(when => ({ value: when, label: TIMES[when] }));

function Minutes({ label, least, most, value, onChange, error }: { label: string; least: number; most: number; value: number; onChange: (value: number) => void; error?: string }) {
  return <NumberInput label={label} description={`${minutesWords(value)}. ${least} to ${most.toLocaleString()} minutes.`} suffix=" min" value={value} onChange={next => onChange(Number(next))} min={least} max={most} allowDecimal={false} error={error} />;
}

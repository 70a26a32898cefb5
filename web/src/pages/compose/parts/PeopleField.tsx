import { Grid, Stack, Switch, TagsInput, TextInput } from '@mantine/core';
import { useComposing } from '../context.ts';
import { has } from '../rules/types.ts';
import { Section } from './Section.tsx';

const names = (list: string[]) => [...new Set(list.map(name => name.trim().replace(/^@/, '')).filter(name => name !== ''))];

/** Who else is part of the post, where it was, and what it must be labelled as. */
export function PeopleField() {
  const { draft, change, limits, chosen, findingsOf } = useComposing();
  const wrong = (field: string) => findingsOf('people').some(finding => finding.blocks && finding.field.startsWith(field));
  // Only Facebook Login can label a partnership; that is known of an account once it is connected.
  const withoutPartnership = chosen.filter(channel => channel.login === 'instagram');
  return (
    <Section part="people" title="People, place and labels">
      <Stack gap="md">
        {has.collaborators(draft.type) && (
          <Grid gap="md">
            <Grid.Col span={{ base: 12, xs: 7 }}>
              <TagsInput
                label="Collaborators" description={`Invited to share the post, ${limits.collaborators} at most. Without the @.`} value={draft.collaborators} splitChars={[',', ' ', '@']} acceptValueOnBlur
                error={wrong('options.collaborators')} disabled={draft.type === 'reel' && draft.trialGraduation !== null} onChange={list => change({ collaborators: names(list) })}
              />
            </Grid.Col>
            <Grid.Col span={{ base: 12, xs: 5 }}>
              <TextInput
                label="Place" description="Its id at the network, a number." inputMode="numeric" value={draft.locationId} error={wrong('options.locationId')}
                onChange={event => change({ locationId: event.currentTarget.value })}
              />
            </Grid.Col>
          </Grid>
        )}
        <Switch label="Made with AI" description="The network shows a label that says so." checked={draft.isAiGenerated} onChange={event => change({ isAiGenerated: event.currentTarget.checked })} />
        <Switch
          label="Paid partnership" checked={draft.isPaidPartnership} onChange={event => change({ isPaidPartnership: event.currentTarget.checked })}
          description={withoutPartnership.length > 0 ? `Needs an account connected with Facebook Login; ${withoutPartnership.map(channel => `@${channel.username}`).join(', ')} is not.` : 'The network shows who paid for it.'}
        />
        {draft.isPaidPartnership && (
          <TagsInput
            label="Sponsors" description={`Their account ids at the network, ${limits.sponsors} at most.`} value={draft.sponsorIds} splitChars={[',', ' ']} acceptValueOnBlur error={wrong('options.sponsorIds')}
            onChange={list => change({ sponsorIds: names(list) })}
          />
        )}
      </Stack>
    </Section>
  );
}

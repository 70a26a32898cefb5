import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Section } from '../../../shared/Section.tsx';
import { ZoneNote } from '../../../shared/ZoneNote.tsx';
import { handoverSettingsQuery } from '../../handover/queries.ts';
import { ChatSection } from './ChatSection.tsx';
import { RulesForm } from './RulesForm.tsx';

/** How posts are handed to people: the chat that cards go to, when somebody is asked, and for how long. */
export function HandoverTab() {
  const query = useQuery(handoverSettingsQuery);
  return (
    <Stack gap="md">
      <Loaded query={query} rows={6}>
        {settings => (
          <>
            <ChatSection settings={settings} />
            <RulesForm settings={settings} />
          </>
        )}
      </Loaded>
      <Section title="Per account and per post" about="Two things are set elsewhere.">
        An account’s page says whether its posts go out by themselves, and how many a day: <Anchor component={Link} to="/accounts" inherit underline="always">accounts</Anchor>. A post says for itself that it is published by hand, where it is written. What waits for somebody now is under{' '}
        <Anchor component={Link} to="/handovers" inherit underline="always">to publish by hand</Anchor>.
      </Section>
      <ZoneNote mt="lg" />
    </Stack>
  );
}

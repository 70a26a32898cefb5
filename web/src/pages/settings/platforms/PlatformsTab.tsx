import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, call } from '../../../api/client.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Section } from '../../../shared/Section.tsx';
import { LoginApp } from './LoginApp.tsx';

/** The apps with which people sign in at networks, entered here instead of in a file. */
export function PlatformsTab() {
  const query = useQuery({ queryKey: ['connections'], queryFn: async () => (await call(api.GET('/api/v1/connect'))).items });
  return (
    <Section title="Platforms" about="To connect accounts by signing in, this server needs an app of its own at the network. An app for your own accounts needs no review. Its secret is kept encrypted and never shown again.">
      <Loaded query={query} rows={4}>
        {ways => (
          <Stack gap="md">
            {ways.map(way => <LoginApp key={way.login} way={way} />)}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

import { Anchor, Button, Card, Collapse, Group, List, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { CircleAlert, LogIn } from 'lucide-react';
import { api, call, type Schemas } from '../../api/client.ts';
import { sentenceOf } from '../../api/problem.ts';
import { CopyButton } from '../../shared/CopyButton.tsx';
import { Facts } from '../../shared/Facts.tsx';
import { Note } from '../../shared/Note.tsx';
import { useChange } from '../../shared/useChange.ts';
import { PlatformMark } from '../../shared/PlatformMark.tsx';

/** One way to connect by signing in at the network. The browser leaves for it and comes back to a page of the server. */
export function SignInWay({ way, isOnly }: { way: Schemas['ConnectionResponse']; isOnly: boolean }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const begin = useChange({
    run: () => call(api.POST('/api/v1/connect/{login}', { params: { path: { login: way.login } } })),
    touches: [],
    showsError: true,
    onDone: ({ signInUrl }) => window.location.assign(signInUrl),
  });
  const isMissing = way.missingSettings.length > 0;
  return (
    <Card withBorder padding="md">
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          <Group gap="sm" wrap="nowrap">
            <ThemeIcon variant="light" size={36} aria-hidden><PlatformMark platform={way.platform} size={20} /></ThemeIcon>
            <Title order={3} size="h5">{way.title}</Title>
          </Group>
          <Button leftSection={<LogIn size={16} aria-hidden />} disabled={isMissing} loading={begin.isPending || begin.isSuccess} onClick={() => begin.mutate()} variant={isOnly ? 'filled' : 'light'} aria-label={`Sign in: ${way.title}`}>
            Sign in
          </Button>
        </Group>
        {isMissing && (
          <Note colour="yellow" icon={CircleAlert} title="Not set up on this server yet">
            <Text size="sm">Whoever runs the server must give these settings first:</Text>
            <List size="sm">{way.missingSettings.map(setting => <List.Item key={setting}><code>{setting}</code></List.Item>)}</List>
          </Note>
        )}
        {begin.isError && <Note colour="red" icon={CircleAlert} role="alert">{sentenceOf(begin.error)}</Note>}
        <Anchor component="button" type="button" size="sm" onClick={toggle} aria-expanded={isOpen} ta="start" mih={24} w="fit-content" underline="always">
          What is asked for, and the addresses for the app at the network
        </Anchor>
        <Collapse expanded={isOpen}>
          <Facts
            of={[
              ['Permissions', way.scopes.join(', ')],
              ['Redirect URI', <Address key="redirect" text={way.redirectUri} />],
              ['Deauthorize callback', <Address key="deauthorize" text={way.deauthorizeUrl} />],
              ['Data deletion request', <Address key="deletion" text={way.deletionUrl} />],
            ]}
          />
          <Text size="xs" c="dimmed" mt="xs">The network compares the addresses letter by letter.</Text>
        </Collapse>
      </Stack>
    </Card>
  );
}

function Address({ text }: { text: string }) {
  return (
    <Group gap="xs">
      <code>{text}</code>
      <CopyButton text={text} size="compact-xs" />
    </Group>
  );
}

import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleAlert, PlugZap } from 'lucide-react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { sentenceOf } from '../../../api/problem.ts';
import { useWorkspace } from '../../../api/session.ts';
import { Facts } from '../../../shared/Facts.tsx';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Note } from '../../../shared/Note.tsx';
import { Section } from '../../../shared/Section.tsx';
import { bytes, dateTime } from '../../../shared/times.ts';
import { ZoneNote } from '../../../shared/ZoneNote.tsx';
import { Steps } from './Steps.tsx';
import { HOSTS } from './words.ts';

/** Where the public copies of media lie that networks fetch, how that goes, and a way to try it. */
export function StorageTab() {
  const query = useQuery({ queryKey: ['storage'], queryFn: () => call(api.GET('/api/v1/storage')) });
  const test = useMutation({ mutationFn: () => call(api.POST('/api/v1/storage/test')), onSettled: () => void query.refetch() });
  return (
    <Stack gap="md">
      <Section title="Storage" about="Networks fetch pictures and videos from a public address. This is where it is, and who may fetch: whoever has the signed address, until it ends.">
        <Loaded query={query} rows={4}>{storage => <Now storage={storage} />}</Loaded>
      </Section>
      <Section
        title="Try it"
        about="Hosts a small picture exactly as for a post, fetches it as a network would, and takes it away again. Nothing is published."
        actions={<Button leftSection={<PlugZap size={16} aria-hidden />} loading={test.isPending} onClick={() => test.mutate()}>Try the storage</Button>}
      >
        <div role="status">
          {test.isError && <Note colour="red" icon={CircleAlert}>{sentenceOf(test.error)}</Note>}
          {test.data && <Steps test={test.data} />}
        </div>
      </Section>
    </Stack>
  );
}

function Now({ storage }: { storage: Schemas['StorageResponse'] }) {
  const zone = useWorkspace().timeZone;
  const { lastFailure, lastSweepAt } = storage;
  return (
    <Stack gap="sm">
      {lastFailure && <Note colour="orange" icon={CircleAlert} title={`It failed last at ${dateTime(lastFailure.at, zone)}`}>{lastFailure.detail}</Note>}
      <Facts
        of={[
          ['Kept by', HOSTS[storage.kind]],
          ['Public address', <Text key="address" span size="sm" style={{ overflowWrap: 'anywhere' }}>{storage.publicAddress}</Text>],
          ['Set by', <code key="setting">{storage.publicAddressSetting}</code>],
          ['Public copies of this workspace now', `${storage.hostedFiles.toLocaleString()}, ${bytes(storage.hostedBytes)}`],
          ['Room on the server’s disk', storage.freeBytes === null ? null : bytes(storage.freeBytes)],
          ['Old copies last removed', lastSweepAt === null ? 'not since the server was started' : dateTime(lastSweepAt, zone)],
        ]}
      />
      <ZoneNote />
    </Stack>
  );
}

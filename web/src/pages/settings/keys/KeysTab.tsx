import { Button, Stack, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { Empty } from '../../../shared/Empty.tsx';
import { KeepSafe } from '../../../shared/KeepSafe.tsx';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Section } from '../../../shared/Section.tsx';
import { ZoneNote } from '../../../shared/ZoneNote.tsx';
import { keysQuery } from '../queries.ts';
import { KeyRow } from './KeyRow.tsx';
import lines from '../../../shared/Lines.module.css';
import { NewKeyDialog } from './NewKeyDialog.tsx';

/** The keys with which programs use the API for this workspace. */
export function KeysTab() {
  const query = useQuery(keysQuery);
  const [isMaking, setIsMaking] = useState(false);
  const [made, setMade] = useState<Schemas['ApiKeyResponse'] | null>(null);
  const [showsEnded, setShowsEnded] = useState(false);
  return (
    <Stack gap="md">
      <Section
        title="API keys"
        about="For programs that use the API. A key’s name stands in histories as who did it. A key that may manage keys or approve posts is worth as much as a person: give it with care."
        actions={<Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setIsMaking(true)}>New key…</Button>}
      >
        <Loaded query={query} rows={3}>
          {keys => {
            const living = keys.filter(key => !hasEnded(key));
            const shown = showsEnded ? keys : living;
            return (
              <>
                {shown.length === 0
                  ? <Empty icon={KeyRound} title="No key opens this workspace">Make one for each program, with no more rights than it needs.</Empty>
                  : <ul className={lines.list}>{shown.map(key => <KeyRow key={key.id} apiKey={key} hasEnded={hasEnded(key)} />)}</ul>}
                {keys.length > living.length && <Switch mt="md" label={<Text size="sm" span>Show {keys.length - living.length === 1 ? 'one key' : `${keys.length - living.length} keys`} that ended</Text>} checked={showsEnded} onChange={event => setShowsEnded(event.currentTarget.checked)} />}
              </>
            );
          }}
        </Loaded>
      </Section>
      <ZoneNote mt="lg" />
      <NewKeyDialog opened={isMaking} onClose={() => setIsMaking(false)} onMade={key => { setIsMaking(false); setMade(key); }} />
      <KeepSafe title={`The key “${made?.name ?? ''}”`} text={made?.key ?? null} onClose={() => setMade(null)}>
        Put it where the program finds it. It is shown only now: the server keeps no copy that can be read. It goes into the header <code>X-Api-Key</code>.
      </KeepSafe>
    </Stack>
  );
}

const hasEnded = (key: Schemas['ApiKeyResponse']): boolean => key.revokedAt !== null || (key.expiresAt !== null && Date.parse(key.expiresAt) <= Date.now());

import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { BellRing, Plus } from 'lucide-react';
import { useState } from 'react';
import { Empty } from '../../../shared/Empty.tsx';
import { KeepSafe } from '../../../shared/KeepSafe.tsx';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Section } from '../../../shared/Section.tsx';
import { ZoneNote } from '../../../shared/ZoneNote.tsx';
import { Deliveries } from './Deliveries.tsx';
import classes from './notifications.module.css';
import { type Target, targetsQuery } from './queries.ts';
import { TargetDialog } from './TargetDialog.tsx';
import { TargetRow } from './TargetRow.tsx';

/** Who is told of what happens, by which way and when; and what was told. */
export function NotificationsTab() {
  const query = useQuery(targetsQuery);
  const [open, setOpen] = useState<Target | 'new' | null>(null);
  const [kept, setKept] = useState<Target | null>(null);
  const showSecret = (target: Target) => setKept(target.signingSecret ? target : null);
  return (
    <Stack gap="md">
      <Section
        title="Who is told"
        about="Alerts and whatever else somebody should hear of, by Discord, Slack, Telegram, e-mail, or to a program of yours. A target that fails delays nothing else."
        actions={<Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setOpen('new')}>New target…</Button>}
      >
        <Loaded query={query} rows={3}>
          {targets => (targets.length === 0
            ? <Empty icon={BellRing} title="Nobody is told">Alerts show in this dashboard alone. Make a target, and somebody hears of trouble wherever they are.</Empty>
            : <ul className={classes.list}>{targets.map(target => <TargetRow key={target.id} target={target} onChange={() => setOpen(target)} onSecret={showSecret} />)}</ul>)}
        </Loaded>
      </Section>
      <Deliveries targets={query.data ?? []} />
      <ZoneNote mt="lg" />
      <TargetDialog key={open === null || open === 'new' ? 'new' : open.id} opened={open !== null} target={open === 'new' || open === null ? undefined : open} onClose={() => setOpen(null)} onMade={showSecret} />
      <KeepSafe title={`The secret of “${kept?.name ?? ''}”`} text={kept?.signingSecret ?? null} onClose={() => setKept(null)}>
        Your program checks with it that a message comes from here. It is shown only now: keep it where the program finds it.
      </KeepSafe>
    </Stack>
  );
}

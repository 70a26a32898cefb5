import { Button, Card, Group, SegmentedControl, Stack, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { BellOff, CheckCheck } from 'lucide-react';
import { useState } from 'react';
import { api, call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { Empty } from '../../shared/Empty.tsx';
import { Loaded } from '../../shared/Loaded.tsx';
import { Page } from '../../shared/Page.tsx';
import { useChange } from '../../shared/useChange.ts';
import { ZoneNote } from '../../shared/ZoneNote.tsx';
import { AlertLine } from './AlertLine.tsx';
import classes from './alerts.module.css';
import { type Alert, type AlertState, alertsQuery } from './queries.ts';

const EMPTY: Readonly<Record<AlertState, readonly [title: string, text: string]>> = {
  open: ['Nothing is wrong', 'Posts that need somebody, accounts whose access ends and a queue that waits are told here, and leave by themselves when it is over.'],
  acknowledged: ['Nothing here', 'What somebody has seen and still lasts is kept here until it is over.'],
  resolved: ['Nothing was wrong yet', 'What is over stays here for a while.'],
};

/** The server takes this many at once. */
const MOST_AT_ONCE = 200;

/** What a person should know of now, and what was. */
export function AlertsPage() {
  const [state, setState] = useState<AlertState>('open');
  const query = useInfiniteQuery(alertsQuery(state));
  const maySee = useMay('schedule_posts') && state === 'open';
  const acknowledge = useChange({
    run: (alertIds: string[]) => call(api.POST('/api/v1/alerts/acknowledge', { body: { alertIds } })),
    touches: [['alerts'], ['events']],
  });
  const shown = query.data ?? [];
  const all = maySee && shown.length > 1 && (
    <Button variant="default" leftSection={<CheckCheck size={16} aria-hidden />} loading={acknowledge.isPending} onClick={() => acknowledge.mutate(shown.slice(0, MOST_AT_ONCE).map(alert => alert.id))}>
      I have seen all of these
    </Button>
  );
  return (
    <Page title="Alerts" actions={all}>
      <Stack gap="md">
        <SegmentedControl
          value={state}
          onChange={value => setState(value as AlertState)}
          data={[{ value: 'open', label: 'Open' }, { value: 'acknowledged', label: 'Seen' }, { value: 'resolved', label: 'Over' }]}
          aria-label="Which alerts"
          style={{ alignSelf: 'flex-start' }}
        />
        <Loaded query={query}>
          {alerts => alerts.length === 0 ? (
            <Empty icon={BellOff} title={EMPTY[state][0]}>{EMPTY[state][1]}</Empty>
          ) : (
            <>
              <Newest alert={alerts[0]!} />
              <Card withBorder p={0}>
                <ul className={classes.list}>
                  {alerts.map(alert => (
                    <AlertLine
                      key={alert.id} alert={alert} isBusy={acknowledge.isPending && acknowledge.variables.includes(alert.id)}
                      onSeen={maySee ? () => acknowledge.mutate([alert.id]) : undefined}
                    />
                  ))}
                </ul>
              </Card>
              {query.hasNextPage && (
                <Group>
                  <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Show earlier</Button>
                </Group>
              )}
            </>
          )}
        </Loaded>
        <ZoneNote />
      </Stack>
    </Page>
  );
}

/** Tells who does not see the list that something was added. */
function Newest({ alert }: { alert: Alert }) {
  return <VisuallyHidden role="status">Newest: {alert.title}</VisuallyHidden>;
}

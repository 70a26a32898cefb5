import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useWorkspace } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Page } from '../../shared/Page.tsx';
import { Section } from '../../shared/Section.tsx';
import { dateTime, fromNow } from '../../shared/times.ts';
import classes from './health.module.css';
import { NetworkLine } from './NetworkLine.tsx';
import { type Health, healthQuery } from './queries.ts';
import { StateMark } from './StateMark.tsx';
import { OVERALL, PARTS } from './words.ts';

/** Whether posts go out, and what stands in their way. */
export function HealthPage() {
  const query = useQuery(healthQuery);
  return (
    <Page title="Health">
      <Loaded query={query} rows={6}>{health => <Parts health={health} />}</Loaded>
    </Page>
  );
}

function Parts({ health }: { health: Health }) {
  const { timeZone } = useWorkspace();
  return (
    <Stack gap="md">
      <div role="status">
        <Text size="lg" fw={600}>{OVERALL[health.state]}</Text>
        <Text size="sm" c="dimmed">
          <time dateTime={health.readAt} title={dateTime(health.readAt, timeZone)}>As of {fromNow(health.readAt)}.</time> It is read again every half minute while this page is open.
        </Text>
      </div>
      <Section title="What publishing needs">
        <ul className={classes.list}>
          {health.parts.map(part => (
            <li key={part.name} className={classes.line} aria-label={PARTS[part.name].title}>
              <div className={classes.text}>
                <Title part={part.name} />
                <Text size="sm" dir="auto">{part.sentence}</Text>
              </div>
              <StateMark state={part.state} />
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Networks" about="Each is asked every few minutes whether it answers, also when nothing is due.">
        {health.networks.length === 0
          ? <Text size="sm">No account is connected yet.</Text>
          : <ul className={classes.list}>{health.networks.map(network => <NetworkLine key={network.platform} network={network} />)}</ul>}
      </Section>
    </Stack>
  );
}

/** What it is called; where something can be done about it, as the way there. */
function Title({ part }: { part: keyof typeof PARTS }) {
  const { title, page } = PARTS[part];
  return page === undefined
    ? <Text fw={600}>{title}</Text>
    : <Anchor component={Link} to={page} fw={600} c="var(--mantine-color-text)">{title}</Anchor>;
}

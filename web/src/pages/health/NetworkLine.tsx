import { Group, Text } from '@mantine/core';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { PlatformMark } from '../../shared/PlatformMark.tsx';
import { dateTime, fromNow } from '../../shared/times.ts';
import { platformName } from '../../words/platforms.ts';
import classes from './health.module.css';
import { StateMark } from './StateMark.tsx';

/** How one network does: in a sentence, in figures, and when it was last asked. */
export function NetworkLine({ network }: { network: Schemas['NetworkHealthResponse'] }) {
  return (
    <li className={classes.line} aria-label={platformName(network.platform)}>
      <div className={classes.text}>
        <Group gap={6}><PlatformMark platform={network.platform} /><Text fw={600}>{platformName(network.platform)}</Text></Group>
        <Text size="sm" dir="auto">{network.sentence}</Text>
        <Text size="sm" c="dimmed">
          {network.accounts === 1 ? 'One account' : `${network.accounts} accounts`}
          {network.published.whole > 0 && ` · ${network.published.part} of ${network.published.whole} posts went out`}
          {network.failedCalls.whole > 0 && ` · ${network.failedCalls.part} of ${network.failedCalls.whole} calls failed`}
        </Text>
        {network.looks.map(look => <Look key={look.host} look={look} />)}
      </div>
      <StateMark state={network.state} />
    </li>
  );
}

function Look({ look }: { look: Schemas['NetworkLookResponse'] }) {
  const { timeZone } = useWorkspace();
  return (
    <Text size="sm" c="dimmed">
      <bdi>{look.host}</bdi> {look.trouble === null ? 'answered' : 'did not answer'}{' '}
      <time dateTime={look.lookedAt} title={dateTime(look.lookedAt, timeZone)}>{fromNow(look.lookedAt)}</time>
      {look.trouble !== null && (look.goodAt === null ? '; it never has' : `; the last time it did was ${fromNow(look.goodAt)}`)}
    </Text>
  );
}

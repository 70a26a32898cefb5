import { Group, Text } from '@mantine/core';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { dateTime, fromNow } from '../../shared/times.ts';
import { HEALTH } from './health.ts';
import { lifeOf, postsAtRisk } from './life.ts';
import classes from './TokenLife.module.css';

interface Props {
  health: Schemas['ChannelHealthResponse'];
  /** When the access was given or last renewed. */
  since: string | null;
}

/** How long the access to an account still lives, when it is renewed, and which posts come after its end. */
export function TokenLife({ health, since }: Props) {
  const { timeZone } = useWorkspace();
  const life = lifeOf(health, since);
  const risk = health.postsAtRisk.length;
  if (health.state === 'disconnected') return null;
  const ends = endOf(health, timeZone);
  const warning = risk > 0 ? `${postsAtRisk(risk)} due ${health.state === 'dead' ? 'while there is no access' : 'after that'}` : '';
  return (
    <div className={`state-${HEALTH[health.state].colour}`}>
      {life !== null && (
        <div className={classes.line} role="img" aria-label={`Life of the access: ${Math.round(life.left * 100)}% is left.`}>
          <div className={classes.past} style={{ width: percent(Math.min(life.now, life.end)) }} />
          <div className={classes.left} style={{ insetInlineStart: percent(life.now), width: percent(Math.max(life.end - life.now, 0)) }} />
          {life.end < 1 && <div className={classes.after} style={{ insetInlineStart: percent(life.end) }} />}
          {life.renewal !== null && <div className={classes.renewal} style={{ insetInlineStart: percent(life.renewal) }} title="Renewed by itself" />}
          {life.posts.map((place, index) => <div key={index} className={classes.post} style={{ insetInlineStart: percent(place) }} />)}
        </div>
      )}
      <Group justify="space-between" gap="xs" mt={life === null ? 0 : 6}>
        <Text size="sm">{ends}</Text>
        {warning && <Text size="sm" fw={600} className={classes.warning}>{warning}</Text>}
      </Group>
    </div>
  );
}

const percent = (share: number): string => `${share * 100}%`;

function endOf({ state, expiresAt, nextRenewalAt }: Schemas['ChannelHealthResponse'], zone: string): string {
  if (state === 'dead') return expiresAt !== null && Date.parse(expiresAt) <= Date.now() ? `Ended ${fromNow(expiresAt)}, on ${dateTime(expiresAt, zone)}` : 'The network no longer accepts the access';
  const renewal = nextRenewalAt === null ? '' : state === 'renewal_failing' ? ` · tried again ${fromNow(nextRenewalAt)}` : ` · renewed by itself ${fromNow(nextRenewalAt)}`;
  if (expiresAt === null) return `The network names no end of this access${renewal}`;
  return `Good until ${dateTime(expiresAt, zone)}, ${fromNow(expiresAt)}${renewal}`;
}

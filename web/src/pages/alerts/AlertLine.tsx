import { Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useWorkspace } from '../../api/session.ts';
import { dateTime, fromNow } from '../../shared/times.ts';
import classes from './alerts.module.css';
import { KINDS } from './kinds.ts';
import type { Alert } from './queries.ts';

/** One alert: what happened, what to do, where to look, and that somebody has seen it. */
export function AlertLine({ alert, onSeen, isBusy }: { alert: Alert; onSeen?: () => void; isBusy: boolean }) {
  const { timeZone } = useWorkspace();
  const { icon: Icon, colour, page } = KINDS[alert.kind];
  return (
    <li className={`state-${colour} ${classes.line}`} aria-label={alert.title}>
      <span className={classes.icon}><Icon size={20} aria-hidden /></span>
      <div className={classes.text}>
        <Text fw={600} dir="auto">{alert.title}</Text>
        <Text size="sm" dir="auto">{alert.message}</Text>
        <Text size="sm" c="dimmed">
          <time dateTime={alert.raisedAt} title={dateTime(alert.raisedAt, timeZone)}>{fromNow(alert.raisedAt)}</time>
          {toldAgain(alert)}
          {alert.resolvedAt !== null && ` · over ${fromNow(alert.resolvedAt)}`}
          {alert.acknowledgedBy !== null && <> · seen by <bdi>{alert.acknowledgedBy}</bdi></>}
        </Text>
      </div>
      <Group gap="xs" className={classes.ways}>
        <Button component={Link} to={alert.path as '/'} size="compact-sm" variant="default" aria-label={`${page}: ${alert.title}`}>
          {page}
        </Button>
        {onSeen && (
          <Button size="compact-sm" variant="default" leftSection={<Check size={14} aria-hidden />} onClick={onSeen} loading={isBusy} aria-label={`I have seen it: ${alert.title}`}>
            I have seen it
          </Button>
        )}
      </Group>
    </li>
  );
}

function toldAgain({ escalations }: Alert): string {
  return escalations === 0 ? '' : escalations === 1 ? ' · told again once' : ` · told again ${escalations} times`;
}

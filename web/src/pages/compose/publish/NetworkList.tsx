import { Checkbox, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, Lock } from 'lucide-react';
import { api, call } from '../../../api/client.ts';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import { AccountAvatar } from '../parts/AccountAvatar.tsx';
import { PlatformMark } from '../../../shared/PlatformMark.tsx';
import { platformName } from '../../../words/platforms.ts';
import { hintOf, inOrder, lockOf } from '../rules/locks.ts';

/** Every network this server knows, with its accounts: those the post goes out on, those it could, and the locked ones with the reason. */
export function NetworkList() {
  const { draft, change, channels, workspace } = useComposing();
  const ways = useQuery({ queryKey: ['connections'], queryFn: async () => (await call(api.GET('/api/v1/connect'))).items, staleTime: 300_000 });
  const locked = workspace.lockedPlatforms;
  const platforms = [...new Set([...channels.map(channel => channel.platform), ...(ways.data ?? []).map(way => way.platform), ...locked.map(one => one.platform)])];
  const toggle = (id: string) => change({ channelIds: draft.channelIds.includes(id) ? draft.channelIds.filter(one => one !== id) : [...draft.channelIds, id] });
  return (
    <div className={classes.networks}>
      {platforms.map(platform => {
        const own = inOrder(channels.filter(channel => channel.platform === platform), locked);
        const plan = locked.find(one => one.platform === platform);
        return (
          <div key={platform} role="group" aria-label={platformName(platform)}>
            <Text size="sm" fw={600} className={classes.networkName}>
              <PlatformMark platform={platform} /> {platformName(platform)}
              {plan && <Lock size={14} aria-hidden />}
            </Text>
            {plan && <Text size="sm" c="dimmed">Not in this workspace’s plan. It comes with {plan.neededPlan}.</Text>}
            {own.length === 0 && !plan && <Text size="sm" c="dimmed">No account is connected.</Text>}
            {own.map(channel => {
              const lock = lockOf(channel, locked);
              const hint = hintOf(channel);
              return lock !== null ? (
                <div key={channel.id} className={classes.networkLocked}>
                  <Lock size={16} aria-hidden />
                  <span>
                    @{channel.username}
                    <Text size="xs" c="dimmed" component="span" display="block">
                      {lock}
                    </Text>
                  </span>
                </div>
              ) : (
                <Checkbox
                  key={channel.id} checked={draft.channelIds.includes(channel.id)} onChange={() => toggle(channel.id)} size="md" classNames={{ body: classes.networkRow }}
                  label={
                    <span className={classes.networkLabel}>
                      <AccountAvatar username={channel.username} /> @{channel.username}
                    </span>
                  }
                  description={hint ? <span className={`${classes.hint} state-orange`}><CircleAlert size={14} aria-hidden /> {hint}</span> : undefined}
                />
              );
            })}
          </div>
        );
      })}
    </div>
  );
}

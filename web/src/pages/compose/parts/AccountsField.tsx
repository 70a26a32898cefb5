import { Anchor, Button, Text, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Check, CircleAlert, Lock } from 'lucide-react';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import { platformName } from '../../../words/platforms.ts';
import { type Channel, hintOf, inOrder, lockOf } from '../rules/locks.ts';
import { AccountAvatar } from './AccountAvatar.tsx';
import { PlatformMark } from '../../../shared/PlatformMark.tsx';
import { Section } from './Section.tsx';

/** The accounts a post goes out on. */
export function AccountsField() {
  const { draft, change, channels, chosen, workspace, findingsOf } = useComposing();
  const ordered = inOrder(channels, workspace.lockedPlatforms);
  const usable = ordered.filter(channel => lockOf(channel, workspace.lockedPlatforms) === null);
  const locked = ordered.filter(channel => lockOf(channel, workspace.lockedPlatforms) !== null);
  const isAll = usable.length > 0 && usable.every(channel => draft.channelIds.includes(channel.id));
  const toggle = (id: string) => change({ channelIds: draft.channelIds.includes(id) ? draft.channelIds.filter(one => one !== id) : [...draft.channelIds, id] });
  // Once the server has looked, its own words stand there.
  const hints = chosen.flatMap(channel => {
    const hint = hintOf(channel);
    return hint === null || findingsOf('accounts').some(finding => finding.message.includes(`@${channel.username}`)) ? [] : [{ channel, hint }];
  });

  return (
    <Section
      part="accounts"
      title="Accounts"
      aside={
        usable.length > 2 && (
          <Button variant="subtle" size="compact-sm" onClick={() => change({ channelIds: isAll ? [] : usable.map(channel => channel.id) })}>
            {isAll ? 'None' : 'All'}
          </Button>
        )
      }
    >
      {channels.length === 0 && (
        <Text size="sm">
          There is no account yet. <Anchor component={Link} to="/accounts" inherit underline="always">Connect one</Anchor>; what you write here is kept meanwhile.
        </Text>
      )}
      <div className={classes.chips} role="group" aria-label="Accounts the post goes out on">
        {usable.map(channel => (
          <AccountChip key={channel.id} channel={channel} isOn={draft.channelIds.includes(channel.id)} onToggle={() => toggle(channel.id)} />
        ))}
      </div>
      {hints.map(({ channel, hint }) => (
        <p key={channel.id} className={`${classes.hint} state-yellow`}>
          <CircleAlert size={15} aria-hidden /> @{channel.username}: {hint}
        </p>
      ))}
      {locked.length > 0 && (
        <ul className={classes.lockedList} aria-label="Accounts that cannot be chosen">
          {locked.map(channel => (
            <li key={channel.id}>
              <Lock size={14} aria-hidden />
              <PlatformMark platform={channel.platform} size={14} />
              <span>
                @{channel.username}: {lockOf(channel, workspace.lockedPlatforms)}
                {draft.channelIds.includes(channel.id) && (
                  <Button variant="subtle" size="compact-xs" ml={6} onClick={() => toggle(channel.id)}>
                    Take it off
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** An account as something to tick. */
function AccountChip({ channel, isOn, onToggle }: { channel: Channel; isOn: boolean; onToggle: () => void }) {
  const hint = hintOf(channel);
  return (
    <label className={classes.chip} data-on={isOn || undefined}>
      <input type="checkbox" checked={isOn} onChange={onToggle} className={classes.chipInput} />
      <AccountAvatar username={channel.username} />
      <PlatformMark platform={channel.platform} />
      <VisuallyHidden>{platformName(channel.platform)} </VisuallyHidden>
      <span className={classes.chipName}>@{channel.username}</span>
      {hint !== null ? (
        <span className={`${classes.chipSign} state-orange`} title={hint}>
          <CircleAlert size={16} aria-label="needs attention" />
        </span>
      ) : (
        <span className={classes.chipSign}>{isOn ? <Check size={16} aria-hidden /> : <span className={classes.chipBlank} />}</span>
      )}
    </label>
  );
}

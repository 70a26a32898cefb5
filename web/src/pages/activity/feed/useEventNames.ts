import { useMemo } from 'react';
import { useWorkspace } from '../../../api/session.ts';
import { dateTime } from '../../../shared/times.ts';
import type { Names } from '../../../words/telling.ts';
import { useMembers } from '../../post/queries.ts';
import { insideSentence, useAccountName, useWho } from '../../post/useNames.ts';

/** Who does things that is neither member, key nor engine. */
const OTHERS: Record<string, string> = { network: 'The network', operator: 'Somebody at the server' };

/** What the ids of events are called in this workspace. */
export function useEventNames(): Names {
  const { timeZone } = useWorkspace();
  const nameOf = useWho();
  const account = useAccountName();
  const members = useMembers().data;
  return useMemo(() => {
    const who = (actor: string) => OTHERS[actor] ?? nameOf(actor);
    return {
      who,
      them: actor => OTHERS[actor]?.replace(/^[TS]/, letter => letter.toLowerCase()) ?? insideSentence(who(actor)),
      account,
      member: memberId => members?.find(member => member.id === memberId)?.name ?? 'a member',
      time: at => dateTime(at, timeZone),
    };
  }, [timeZone, nameOf, account, members]);
}

import { Button, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarPlus, Plus, Share2 } from 'lucide-react';
import { useState } from 'react';
import { slotsQuery, useCategories } from '../../../../api/planning.ts';
import { useChannels, useMay } from '../../../../api/session.ts';
import { Empty } from '../../../../shared/Empty.tsx';
import { Loaded } from '../../../../shared/Loaded.tsx';
import { Section } from '../../../../shared/Section.tsx';
import { AccountChoice } from './AccountChoice.tsx';
import { ClockNotes } from './ClockNotes.tsx';
import { type Asked, SlotDialog } from './SlotDialog.tsx';
import { placesAWeek } from './week.ts';
import { WeekGrid } from './WeekGrid.tsx';
import { WeekList } from './WeekList.tsx';

/** The week of an account: at which times it has room for which posts. */
export function WeekSection() {
  const slots = useQuery(slotsQuery);
  const channels = useChannels();
  const categories = useCategories().data ?? [];
  const maySchedule = useMay('schedule_posts');
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);

  const all = slots.data ?? [];
  // An account that was disconnected is only shown for what is left of it.
  const accounts = (channels.data ?? []).filter(channel => channel.state !== 'disconnected' || all.some(slot => slot.channelId === channel.id)).sort((one, other) => one.username.localeCompare(other.username));
  const account = accounts.find(channel => channel.id === chosen) ?? accounts[0];
  const own = all.filter(slot => slot.channelId === account?.id);
  const week = placesAWeek(own);
  const add = maySchedule && account && <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setAsked({ kind: 'new' })}>New slot…</Button>;
  const Week = isPhone ? WeekList : WeekGrid;
  return (
    <Section
      title="Posting slots"
      about={`Times of the week at which an account has room for a post. The calendar shows them as places to fill, and “next free slot” takes the first of them.${maySchedule ? '' : ' Who schedules posts changes them.'}`}
      actions={own.length > 0 && add}
    >
      <Loaded query={channels}>
        {() => account === undefined ? (
          <Empty icon={Share2} title="No account is connected" action={<Button component={Link} to="/accounts">Go to the accounts</Button>}>Slots belong to an account. Connect one first.</Empty>
        ) : (
          <Loaded query={slots} rows={5}>
            {() => (
              <>
                {accounts.length > 1 && <AccountChoice accounts={accounts} slots={all} value={account.id} onChange={setChosen} />}
                {own.length === 0 ? (
                  <Empty icon={CalendarPlus} title={`@${account.username} has no slots yet`} action={add}>
                    {maySchedule ? 'Say when it usually posts. A slot can come round on several days of the week.' : 'Nobody has said yet when it usually posts.'}
                  </Empty>
                ) : (
                  <>
                    <Text size="sm" c="dimmed" mb="sm">{week === 1 ? 'One place' : `${week} places`} a week on @{account.username}.</Text>
                    <Week slots={own} categories={categories} mayChange={maySchedule} onAsk={setAsked} />
                    <ClockNotes slots={own} />
                  </>
                )}
                <SlotDialog asked={asked} channelId={account.id} account={`@${account.username}`} onClose={() => setAsked(null)} />
              </>
            )}
          </Loaded>
        )}
      </Loaded>
    </Section>
  );
}

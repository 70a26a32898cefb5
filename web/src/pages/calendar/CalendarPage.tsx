import { Box, Button, Group, Text, Title } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { CircleAlert, PanelRight } from 'lucide-react';
import { Suspense, useMemo, useState } from 'react';
import { useCategories } from '../../api/planning.ts';
import { useChannels, useMay, useMembership, useWorkspace } from '../../api/session.ts';
import { Later } from '../../shared/Later.tsx';
import { lazily } from '../../shared/lazily.ts';
import { Page } from '../../shared/Page.tsx';
import { viewerZone } from '../../shared/times.ts';
import { SelectionContext, SelectionStore, useIsSelecting } from '../posts/selectionStore.ts';
import { TransferLink } from '../transfer/TransferLink.tsx';
import { CategoriesContext } from './categories.ts';
import { Drafts, toMovable } from './Drafts.tsx';
import { Entries } from './Entries.tsx';
import { firstWeekday, wallTime } from './days.ts';
import { type Entry, needsSomebody, passes } from './entries.ts';
import { Filters } from './Filters.tsx';
import { PlacesSwitch } from './places/PlacesSwitch.tsx';
import { usePlaces } from './places/usePlaces.ts';
import { daysOf, instantsOf } from './ranges.ts';
import { type CalendarSearch, filterOf } from './search.ts';
import { Toolbar } from './Toolbar.tsx';
import { ZoneSwitch } from './ZoneSwitch.tsx';
import { useEntries, useUnplanned } from './useCalendar.ts';
import { useMoves } from './useMoves.tsx';

const NO_PLACES: ReturnType<typeof usePlaces>['places'] = [];
const BulkBar = lazily(() => import('../posts/bulk/BulkBar.tsx'), 'BulkBar');
const DraftsDrawer = lazily(() => import('./dialogs/DraftsDrawer.tsx'), 'DraftsDrawer');
const MoveDialog = lazily(() => import('./dialogs/MoveDialog.tsx'), 'MoveDialog');
const PostDrawer = lazily(() => import('./dialogs/PostDrawer.tsx'), 'PostDrawer');

/** Who may do none of this has nothing to select for. */
const OF_MANY = ['schedule_posts', 'edit_posts', 'approve_posts'] as const;

const bulkOf = (entry: Entry) => ({ id: entry.postId, title: entry.title, mediaId: entry.mediaId, at: entry.at });

const route = getRouteApi('/signed-in/calendar');

/** What goes out when: to look at, to move about, and to fill. */
export function CalendarPage() {
  const [selection] = useState(() => new SelectionStore(false));
  return <SelectionContext value={selection}><Calendar selection={selection} /></SelectionContext>;
}

function Calendar({ selection }: { selection: SelectionStore }) {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/calendar' });
  const workspace = useWorkspace();
  const maySchedule = useMay('schedule_posts');
  const mayEdit = useMay('edit_posts');
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [draftsAreOpen, openDrafts] = useLocalStorage({ key: 'posthaste.calendar.drafts', defaultValue: !isPhone, getInitialValueInEffect: false });

  const rights = useMembership()?.rights ?? [];
  const isSelecting = useIsSelecting(selection);

  const isMine = search.zone === 'mine';
  const zone = isMine ? viewerZone() : workspace.timeZone;
  const view = search.view ?? (isPhone ? 'agenda' : 'month');
  const today = wallTime(Date.now(), zone).day;
  const date = search.date ?? today;
  const days = daysOf(view, date, firstWeekday());

  const channels = useChannels().data;
  const accounts = useMemo(() => new Map(channels?.map(channel => [channel.id, channel])), [channels]);
  const categoryList = useCategories().data;
  const categories = useMemo(() => new Map(categoryList?.map(category => [category.id, category])), [categoryList]);
  const query = useEntries(days, zone);
  const unplanned = useUnplanned(workspace.approvalPolicy, maySchedule);
  const moves = useMoves(zone);
  const filter = useMemo(() => filterOf(search), [search]);
  const shown = useMemo(() => {
    const { from, to } = instantsOf(days, zone);
    // Until these days are there, those before are all there is: only what is in both may be seen.
    return (query.data ?? []).filter(entry => passes(entry, filter) && entry.at >= from && entry.at < to);
  }, [query.data, filter, days.first, days.end, zone]);
  const [showsPlaces, showPlaces] = useLocalStorage({ key: 'posthaste.calendar.places', defaultValue: true, getInitialValueInEffect: false });
  const { places, hasSlots } = usePlaces(days, zone, filter, accounts, query.data, mayEdit);
  const free = showsPlaces ? places : NO_PLACES;
  const troubled = shown.filter(needsSomebody).length;

  const change = (next: Partial<CalendarSearch>, replace = false) => void navigate({ search: before => ({ ...before, ...next }), replace });
  const open = (post: string | undefined) => change({ post });
  const showsDrawer = isPhone && maySchedule && draftsAreOpen;
  const drafts = <Drafts query={unplanned} accounts={accounts} canDrag={!isPhone && view !== 'agenda'} onPlan={what => moves.ask(what)} onOpen={open} />;

  return (
    <Page
      title="Calendar"
      wide
      actions={
        <>
          <TransferLink />
          {maySchedule && (
            <Button variant={draftsAreOpen ? 'light' : 'default'} leftSection={<PanelRight size={16} aria-hidden />} onClick={() => openDrafts(!draftsAreOpen)} aria-expanded={draftsAreOpen}>
              Unplanned{unplanned.data && unplanned.data.length > 0 ? ` (${unplanned.data.length}${unplanned.hasNextPage ? '+' : ''})` : ''}
            </Button>
          )}
        </>
      }
    >
      <Toolbar view={view} date={date} today={today} onChange={next => change(next)} isSelecting={OF_MANY.some(right => rights.includes(right)) ? isSelecting : undefined} onSelecting={on => selection.setOn(on)} />
      <Group justify="space-between" mb="sm" gap="xs">
        <Filters filter={filter} channels={channels ?? []} categories={categoryList ?? []} onChange={next => change(next, true)}>
          {hasSlots && <PlacesSwitch isOn={showsPlaces} count={places.length} onChange={showPlaces} />}
        </Filters>
        <Group gap="xs">
          {troubled > 0 && (
            <Button variant="subtle" color="orange.9" c="var(--state-orange)" size="compact-sm" h={32} leftSection={<CircleAlert size={16} aria-hidden />} onClick={() => change({ states: 'needs_attention,failed' }, true)}>
              {troubled === 1 ? '1 needs attention' : `${troubled} need attention`}
            </Button>
          )}
          <Text size="sm" c="dimmed" role="status">
            {query.data === undefined || query.isPlaceholderData ? query.isFetching && 'Loading…' : shown.length === 1 ? '1 post' : `${shown.length} posts`}
          </Text>
          <ZoneSwitch isMine={isMine} workspaceZone={workspace.timeZone} onChange={mine => change({ zone: mine ? 'mine' : undefined })} />
        </Group>
      </Group>
      <Group align="start" gap="lg" wrap="nowrap">
        <Box style={{ flex: 1, minWidth: 0 }}>
          <CategoriesContext value={categories}>
            <Entries query={query} entries={shown} places={free} view={view} date={date} days={days} zone={zone} today={today} isPhone={isPhone} accounts={accounts} moves={moves} isFiltered={shown.length < (query.data?.length ?? 0)} onOpen={entry => (isSelecting ? selection.toggle(bulkOf(entry)) : open(entry.postId))} onDay={day => change({ view: 'day', date: day })} planDraft={(postId, at) => {
              const post = unplanned.data?.find(one => one.id === postId);
              if (post) moves.ask(toMovable(post), at);
            }} />
          </CategoriesContext>
        </Box>
        {maySchedule && draftsAreOpen && !isPhone && (
          <Box component="aside" w={260} style={{ flex: 'none' }} aria-labelledby="drafts">
            <Title order={2} size="h5" mb={4} id="drafts">Unplanned</Title>
            {drafts}
          </Box>
        )}
      </Group>
      <Later when={showsDrawer}>
        <DraftsDrawer opened={showsDrawer} onClose={() => openDrafts(false)}>{drafts}</DraftsDrawer>
      </Later>
      <Later when={search.post !== undefined}>
        <PostDrawer postId={search.post} zone={zone} accounts={accounts} onClose={() => open(undefined)} onMove={what => moves.ask(what, undefined, true)} />
      </Later>
      <Later when={moves.asked !== null}>
        <MoveDialog asked={moves.asked} zone={zone} accounts={accounts} isMoving={moves.isMoving} onMove={moves.move} onClose={moves.dismiss} />
      </Later>
      {isSelecting && <Suspense><BulkBar store={selection} shown={[...new Map(shown.filter(entry => entry.state !== 'published').map(entry => [entry.postId, bulkOf(entry)])).values()]} what="not live" onEnd={() => selection.setOn(false)} /></Suspense>}
    </Page>
  );
}

import { SegmentedControl, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { ActionBar } from './publish/ActionBar.tsx';
import { ReadinessPanel } from './publish/ReadinessPanel.tsx';
import { useReadiness } from './publish/useReadiness.ts';
import { whyNotThen } from './publish/WhenField.tsx';
import classes from './compose.module.css';
import { ComposingContext } from './context.ts';
import type { MediaItem, Post } from './draft/draft.ts';
import { newItem, withItems } from './draft/draft.ts';
import { draftFor, isOwn, withOwn } from './draft/variants.ts';
import type { DraftStore } from './draft/store.ts';
import { ComposerFields } from './ComposerFields.tsx';
import { Preview } from './preview/Preview.tsx';
import type { Step } from './publish/usePublish.ts';
import { type Finding, findingsOf, findingsOfReadiness, isMissing, partOf, together } from './rules/findings.ts';
import { learnNetworks, limitsOf, limitsOfAll } from './rules/limits.ts';
import type { Channel } from './rules/locks.ts';
import { localFindingsOfAll, named, ownFieldOf, placed } from './rules/ownFindings.ts';
import { tiktokFindings } from './rules/tiktok.ts';
import { platformsQuery } from '../../shared/platforms.ts';
import { useUploads } from '../../shared/uploads/useUploads.ts';

interface Props {
  store: DraftStore;
  channels: readonly Channel[];
  workspace: Schemas['WorkspaceResponse'];
  notices: ReactNode;
  onDone: (post: Post, step: Step) => void;
  /** Puts somebody else's version in place of what is written here. */
  onTakeTheirs: () => void;
}

/** Where a post is written: its fields, how it will look, whether it is ready, and what to do with it. */
export function Composer({ store, channels, workspace, notices, onDone, onTakeTheirs }: Props) {
  const state = useSyncExternalStore(store.subscribe, store.state);
  const { draft } = state;
  const mayEdit = useMay('edit_posts');
  const [pane, setPane] = useState<'write' | 'preview'>('write');
  const [wantedAccount, setAccount] = useState<string | null>(null);
  const [places] = useState(() => new Map<string, number>());
  /** The accounts that files on their way are for, by their place; those for all are not in it. */
  const [targets] = useState(() => new Map<number, string>());
  const isDirty = store.isDirty();
  const readiness = useReadiness(state, isDirty);
  // Before anything is counted; learning the same again changes nothing.
  learnNetworks(useQuery(platformsQuery).data ?? []);

  // The connection is something outside of React.
  useEffect(() => {
    window.addEventListener('online', store.wake);
    return () => window.removeEventListener('online', store.wake);
  }, [store]);

  const uploaded = (media: MediaItem, place: number) => {
    const channelId = targets.get(place) ?? null;
    const before = store.state().draft;
    // Somebody gave the account those of all again meanwhile: the library has it.
    if (channelId !== null && !isOwn(before, channelId, 'items')) return;
    if (draftFor(before, channelId).items.some(item => item.media.id === media.id)) {
      notifications.show({ message: `${media.fileName} is in the post already.` });
      return;
    }
    places.set(media.id, place);
    store.change(now => {
      const { items } = draftFor(now, channelId);
      const at = items.findIndex(item => (places.get(item.media.id) ?? -1) > place);
      const next = items.toSpliced(at < 0 ? items.length : at, 0, newItem(media));
      return channelId === null ? withItems(now, next) : withOwn(now, channelId, { items: next });
    });
  };
  const uploads = useUploads({ onDone: uploaded });
  const upload = (files: readonly File[], channelId: string | null = null) => {
    for (const place of uploads.queue.add(files)) if (channelId !== null) targets.set(place, channelId);
  };
  const arriving = (channelId: string | null) => uploads.list.filter(one => (targets.get(one.place) ?? null) === channelId);

  const chosen = channels.filter(channel => draft.channelIds.includes(channel.id));
  const used = (chosen.length > 0 ? chosen : channels).map(channel => channel.platform);
  const platforms = [...new Set(used.length > 0 ? used : ['instagram'])];
  const limits = limitsOfAll(platforms);
  const limitsFor = (channelId: string) => limitsOf(channels.find(channel => channel.id === channelId)?.platform ?? '') ?? limits;
  const isChecked = state.base !== null && !isDirty && readiness.data !== undefined && !readiness.isPlaceholderData && !readiness.isFetching;
  const wrongTime = whyNotThen(draft.at, workspace.timeZone);
  const names = new Map(channels.map(channel => [channel.id, channel.username]));
  const account = chosen.some(channel => channel.id === wantedAccount) ? wantedAccount : null;
  const findings = together(
    localFindingsOfAll(draft, limits, workspace.captionPolicy === 'truncate', limitsFor),
    tiktokFindings(draft, chosen),
    wrongTime === null ? [] : [{ code: 'time_in_past', field: 'at', message: wrongTime, blocks: true } satisfies Finding],
    findingsOf(state.problem).map(finding => placed(finding, draft)),
    isDirty ? [] : findingsOfReadiness(readiness.data, names).map(finding => placed(finding, draft)).filter(isNews),
  ).map(finding => named(finding, names));
  const note = state.base === null || isDirty ? (store.savesItself ? 'It is checked as soon as it is saved.' : 'It is checked once you save your changes.') : null;

  return (
    <ComposingContext value={{ store, state, draft, change: store.change, channels, chosen, workspace, platforms, limits, findings, account, setAccount, own: null, findingsOf: part => findings.filter(finding => partOf(finding.field) === part && !isMissing(finding) && (finding.channelId === undefined || ownFieldOf(part) === null)), uploads, upload, arriving, mayEdit }}>
      <SegmentedControl className={classes.panes} fullWidth mb="sm" aria-label="What to see" value={pane} onChange={value => setPane(value as typeof pane)} data={[{ value: 'write', label: 'Write' }, { value: 'preview', label: 'Preview' }]} />
      <Stack gap="sm" mb={notices ? 'md' : 0}>{notices}</Stack>
      <div className={classes.columns} data-pane={pane}>
        <div className={classes.write}>
          <ComposerFields />
        </div>
        <div className={classes.side}>
          <div className={classes.sidePreview}>
            <Preview />
          </div>
          <ReadinessPanel isChecked={isChecked} isChecking={state.isSaving || readiness.isFetching} note={note} />
        </div>
      </div>
      <ActionBar onDone={onDone} onTakeTheirs={onTakeTheirs} isReady={isChecked && !findings.some(finding => finding.blocks)} />
    </ComposingContext>
  );
}

/** Being a draft is no news to whoever writes it; the buttons below say what comes next. */
const isNews = (finding: Finding) => !['not_as_approved', 'not_approved', 'approval_needed'].includes(finding.code);

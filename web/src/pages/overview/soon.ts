import type { Schemas } from '../../api/client.ts';

/** A line of what goes out soon: one post at one time, on one account or several of which the same is to be said. */
export interface SoonLine {
  key: string;
  at: string;
  postId: string;
  title: string;
  mediaId: string | null;
  channelIds: string[];
  /** Null where it has a time but nothing sends it. */
  state: Schemas['JobState'] | null;
  reason: Schemas['JobReason'];
  approval: Schemas['ApprovalState'];
}

/** What goes out, with its pictures, and what is planned but not scheduled, by time.
 * @param jobs The server's list of what goes out.
 * @param around The calendar of these hours; empty while it is fetched.
 * @param until Where these hours end. */
export function soonOf(jobs: readonly Schemas['OverviewJobResponse'][], around: readonly Schemas['CalendarEntryResponse'][], now: string, until: string): SoonLine[] {
  const pictures = new Map(around.map(entry => [entry.postId, entry.mediaId]));
  const lines = new Map<string, SoonLine>();
  for (const { postId, title, dueAt, state, reason, channelId } of jobs) {
    const key = [postId, dueAt, state, reason].join();
    const same = lines.get(key);
    if (same) same.channelIds.push(channelId);
    else lines.set(key, { key, at: dueAt, postId, title, mediaId: pictures.get(postId) ?? null, channelIds: [channelId], state, reason, approval: 'approved' });
  }
  // Beyond the server's last one nothing is complete, so nothing planned is put there either.
  const end = jobs.length >= MOST ? jobs.at(-1)!.dueAt : until;
  for (const entry of around) {
    if (entry.jobId !== null || entry.at < now || entry.at >= end) continue;
    lines.set(entry.postId, { key: entry.postId, at: entry.at, postId: entry.postId, title: entry.title, mediaId: entry.mediaId, channelIds: [...entry.channelIds], state: null, reason: null, approval: entry.approval });
  }
  return [...lines.values()].sort((one, other) => one.at.localeCompare(other.at));
}

/** The server lists as many. */
const MOST = 20;

/** What has a time and everybody's agreement, but would not go out: nobody has scheduled it. */
export const forgotten = (around: readonly Schemas['CalendarEntryResponse'][], now: string): Schemas['CalendarEntryResponse'][] => around.filter(entry => entry.jobId === null && entry.approval === 'approved' && entry.at >= now);

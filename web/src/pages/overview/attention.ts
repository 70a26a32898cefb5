import type { Schemas } from '../../api/client.ts';

type Job = Schemas['JobResponse'];
type Channel = Schemas['ChannelResponse'];

/** Jobs that one thing would help: those of one account that must be connected again, else a single one. */
export interface Attention {
  key: string;
  jobs: Job[];
  /** The account to connect again; null where each job is a matter of its own. */
  channelId: string | null;
}

/** What needs a person, the most urgent first: what can still go out in time, by its time, then what is late, the newest first. */
export function attentionOf(jobs: readonly Job[], now = Date.now()): Attention[] {
  const items: Attention[] = [];
  for (const job of [...jobs].sort((one, other) => urgency(one, now) - urgency(other, now))) {
    const channelId = job.reason === 'reconnect' ? job.channelId : null;
    const together = channelId === null ? undefined : items.find(item => item.channelId === channelId);
    if (together) together.jobs.push(job);
    else items.push({ key: channelId ?? job.id, jobs: [job], channelId });
  }
  return items;
}

const YEARS = 1e13;

function urgency(job: Job, now: number): number {
  const due = Date.parse(job.dueAt);
  return due >= now ? due - now : YEARS + (now - due);
}

/** Entries of one post at one time, which differ in nothing but the account, as one. */
export function together(entries: readonly Schemas['CalendarEntryResponse'][]): Schemas['CalendarEntryResponse'][] {
  const found = new Map<string, Schemas['CalendarEntryResponse']>();
  for (const entry of entries) {
    const key = [entry.postId, entry.at, entry.state, entry.reason].join();
    const same = found.get(key);
    found.set(key, same ? { ...same, channelIds: [...same.channelIds, ...entry.channelIds] } : entry);
  }
  return [...found.values()];
}

/** What has a time and everybody's agreement, but would not go out: nobody has scheduled it. */
export const forgotten = (entries: readonly Schemas['CalendarEntryResponse'][]): Schemas['CalendarEntryResponse'][] => entries.filter(entry => entry.jobId === null && entry.approval === 'approved');

/** What is wrong with the access to an account, and how bad it is; null where nothing is. */
export function accountTrouble(channel: Channel): { sentence: string; isBad: boolean } | null {
  if (channel.state === 'reconnect' || channel.health === 'dead') return { sentence: 'Its access has ended. Its posts wait until it is connected again.', isBad: true };
  if (channel.health === 'reconnect_soon') return { sentence: 'Its access ends soon, and only signing in again renews it.', isBad: true };
  if (channel.health === 'renewal_failing') return { sentence: 'Renewing its access fails. It is tried again by itself.', isBad: false };
  return null;
}

/** How an account stands, in few words. */
export function accountWords(channel: Channel): { word: string; colour: string } {
  if (channel.state === 'disconnected') return { word: 'Disconnected', colour: 'gray' };
  const trouble = accountTrouble(channel);
  if (trouble?.isBad) return { word: channel.health === 'reconnect_soon' ? 'Connect again soon' : 'Connect again', colour: 'orange' };
  if (channel.state === 'paused') return { word: 'Paused', colour: 'yellow' };
  return trouble ? { word: 'Renewal fails', colour: 'yellow' } : { word: 'Connected', colour: 'green' };
}

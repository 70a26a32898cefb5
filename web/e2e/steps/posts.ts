import { expect } from '@playwright/test';
import { picture, type TestFile } from './files.ts';
import { type Account, read, type Space } from './space.ts';

/** What is asked of a job here. */
export interface Job {
  id: string;
  state: string;
  reason: string | null;
  permalink: string | null;
  dueAt: string;
}

/** What is asked of a post here. */
export interface Post {
  id: string;
  version: number;
  title: string;
  at: string | null;
  jobs?: Job[];
}

/** Uploads a file over the API. */
export async function upload(space: Space, file: TestFile): Promise<string> {
  const answer = await space.api.post(`/api/v1/media?fileName=${encodeURIComponent(file.name)}`, { data: file.buffer, headers: { 'Content-Type': 'application/octet-stream' } });
  return (await read<{ id: string }>(answer)).id;
}

/** A post over the API; with `at` it is scheduled. Its picture is its own. */
export async function makePost(space: Space, account: Account, caption: string, more: Record<string, unknown> = {}): Promise<Post> {
  const mediaIds = more['mediaIds'] ?? [await upload(space, picture('bread.jpg'))];
  return space.post<Post>('posts', { type: 'image', channelIds: [account.channelId], caption, altTexts: ['Hills below a low sun.'], ...more, mediaIds });
}

const jobsOf = async (space: Space, postId: string): Promise<Job[]> => (await space.get<{ items: Job[] }>(`posts/${postId}/jobs`)).items;

/** The one job of a post. */
export async function jobOf(space: Space, postId: string): Promise<Job> {
  const items = await jobsOf(space, postId);
  expect(items).toHaveLength(1);
  return items[0]!;
}

/** Waits until a post's one job stands somewhere; it may not even be there yet. */
export async function untilJob(space: Space, postId: string, state: string, timeout = 30_000): Promise<Job> {
  await expect.poll(async () => (await jobsOf(space, postId)).map(job => job.state), { timeout, intervals: [200] }).toEqual([state]);
  return jobOf(space, postId);
}

/** Whose caption on an account went live how often. */
export const timesLive = async (space: Space, account: Account, caption: string): Promise<number> =>
  (await space.ledger(account)).posts.filter(post => (post.caption ?? '').startsWith(caption)).length;

/** A time some minutes from now, or of a day from now on the wall of the workspace. */
export const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

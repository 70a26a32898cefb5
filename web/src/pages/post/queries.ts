import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../api/client.ts';
import { touched } from '../../live/touched.ts';
import { isMoving } from './rules/jobRules.ts';

/** One post with its jobs and the files that go out. While one of its jobs is on the move it is looked at often, live events or not. */
export const postQuery = (postId: string) =>
  queryOptions({
    queryKey: ['post', postId],
    queryFn: () => call(api.GET('/api/v1/posts/{postId}', { params: { path: { postId } } })),
    refetchInterval: query => (query.state.data?.jobs?.some(job => isMoving(job)) ? 3_000 : false),
  });

/** What is different in a job when something has happened to it: what tells of it is then fetched anew, live events or not. */
const stampOf = (job: Schemas['JobResponse']): string => [job.state, job.reason, job.attempt, job.dueAt, job.wakeAt, job.permalink].join(' ');

/** What happened to a post and its jobs, oldest first. */
export const historyQuery = ({ id: postId, version, jobs }: Schemas['PostResponse']) =>
  queryOptions({ queryKey: ['post', postId, 'history', version, (jobs ?? []).map(stampOf)], placeholderData: before => before, queryFn: async () => (await call(api.GET('/api/v1/posts/{postId}/history', { params: { path: { postId } } }))).items });

/** What is different since somebody last decided about a post. */
export const changesQuery = ({ id: postId, version }: Schemas['PostResponse']) =>
  queryOptions({ queryKey: ['post', postId, 'changes', version], placeholderData: before => before, queryFn: () => call(api.GET('/api/v1/posts/{postId}/changes', { params: { path: { postId } } })) });

/** The content as it was each time that somebody submitted it or decided about it, the newest first. */
export const versionsQuery = ({ id: postId, version, approval }: Schemas['PostResponse']) =>
  queryOptions({ queryKey: ['post', postId, 'versions', version, approval], placeholderData: before => before, queryFn: async () => (await call(api.GET('/api/v1/posts/{postId}/versions', { params: { path: { postId } } }))).items });

/** What was approved for a job, and what was handed to its network. */
export const sentQuery = (job: Schemas['JobResponse']) =>
  queryOptions({ queryKey: ['job', job.id, 'sent', job.postId, stampOf(job)], placeholderData: before => before, queryFn: () => call(api.GET('/api/v1/jobs/{jobId}/sent', { params: { path: { jobId: job.id } } })) });

/** Every run of a job, oldest first. */
export const attemptsQuery = (job: Schemas['JobResponse']) =>
  queryOptions({ queryKey: ['job', job.id, 'attempts', job.postId, stampOf(job)], placeholderData: before => before, queryFn: async () => (await call(api.GET('/api/v1/jobs/{jobId}/attempts', { params: { path: { jobId: job.id } } }))).items });

/** How a live post is doing, in up to three readings. */
export const metricsQuery = (jobId: string, postId: string) =>
  queryOptions({ queryKey: ['job', jobId, 'metrics', postId], queryFn: async () => (await call(api.GET('/api/v1/jobs/{jobId}/metrics', { params: { path: { jobId } } }))).items });

/** One item of the library: whether it is a picture or a video, and what it is called. */
export const mediaQuery = (mediaId: string) =>
  queryOptions({ queryKey: ['media', mediaId], staleTime: Infinity, queryFn: () => call(api.GET('/api/v1/media/{mediaId}', { params: { path: { mediaId } } })) });

const membersQuery = queryOptions({ queryKey: ['members'], queryFn: async () => (await call(api.GET('/api/v1/members'))).items });

/** The members of the workspace: histories name people by their e-mail. */
export const useMembers = () => useQuery(membersQuery);

/** Fetches again whatever shows this post, after somebody changed it or tried to. */
export function useRefreshPost(): (postId: string) => Promise<void> {
  const queries = useQueryClient();
  return postId => {
    const changes = [{ kind: 'post.changed', id: postId }, { kind: 'job.changed', id: postId, postId }];
    return queries.invalidateQueries({ predicate: query => touched(query.queryKey, changes) });
  };
}

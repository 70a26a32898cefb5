import { api, call } from '../../../api/client.ts';

/** The changes of a post and its jobs, as calls of the API. */

const ofPost = (postId: string) => ({ path: { postId } });
const ofJob = (jobId: string) => ({ path: { jobId } });
/** `If-Match` for a version that somebody has seen. */
const seen = (version: number) => ({ 'If-Match': `"${version}"` });

type WantedTime = { localTime: string; timeZone: string; force: boolean } | { at: string; force: boolean };

/** Gives a post a time, on every account where it is not live. */
export const schedulePost = (postId: string, wanted: WantedTime) => call(api.POST('/api/v1/posts/{postId}/schedule', { params: ofPost(postId), body: wanted }));

/** Takes a post's time away, on every account where it is not live. */
export const unschedulePost = (postId: string) => call(api.POST('/api/v1/posts/{postId}/unschedule', { params: ofPost(postId) }));

/** Sends a post out at once, on every account where it is not live. */
export const publishPostNow = (postId: string, force: boolean) => call(api.POST('/api/v1/posts/{postId}/publish-now', { params: ofPost(postId), body: { force } }));

/** Asks for a post to be approved. */
export const submitPost = (postId: string) => call(api.POST('/api/v1/posts/{postId}/submit', { params: ofPost(postId) }));

/** Agrees to exactly the version that was seen. */
export const approvePost = (postId: string, version: number) => call(api.POST('/api/v1/posts/{postId}/approve', { params: { ...ofPost(postId), header: seen(version) } }));

/** Refuses a post, with a reason for its author. */
export const rejectPost = (postId: string, reason: string) => call(api.POST('/api/v1/posts/{postId}/reject', { params: ofPost(postId), body: { reason } }));

/** Takes a submission back. */
export const withdrawPost = (postId: string) => call(api.POST('/api/v1/posts/{postId}/withdraw', { params: ofPost(postId) }));

/** Takes back the approval of exactly the version that was seen, and ends what is on its way. */
export const unapprovePost = (postId: string, version: number) => call(api.POST('/api/v1/posts/{postId}/unapprove', { params: { ...ofPost(postId), header: seen(version) } }));

/** Deletes exactly the version that was seen; what is live stays live. */
export const deletePost = (postId: string, version: number) => call(api.DELETE('/api/v1/posts/{postId}', { params: { ...ofPost(postId), header: seen(version) } }));

/** Opens a new round of attempts, or has a failed check made again. */
export const retryJob = (jobId: string) => call(api.POST('/api/v1/jobs/{jobId}/retry', { params: ofJob(jobId) }));

/** Gives one account another time, on the clock of a zone. */
export const rescheduleJob = (jobId: string, wanted: { localTime: string; timeZone: string; force: boolean }) => call(api.POST('/api/v1/jobs/{jobId}/reschedule', { params: ofJob(jobId), body: wanted }));

/** Keeps a post from going out on one account. */
export const cancelJob = (jobId: string) => call(api.POST('/api/v1/jobs/{jobId}/cancel', { params: ofJob(jobId) }));

/** Sends a post out at once on one account. */
export const publishJobNow = (jobId: string) => call(api.POST('/api/v1/jobs/{jobId}/publish-now', { params: ofJob(jobId) }));

/** Has a live post deleted at the network. */
export const takeDownJob = (jobId: string) => call(api.POST('/api/v1/jobs/{jobId}/take-down', { params: ofJob(jobId) }));

/** Says what a person saw in the account. */
export const resolveJob = (jobId: string, outcome: 'published' | 'not_published', permalink: string) =>
  call(api.POST('/api/v1/jobs/{jobId}/resolve', { params: ofJob(jobId), body: { outcome, ...(permalink === '' ? {} : { permalink }) } }));

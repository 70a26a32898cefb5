import { api, call, type Schemas } from '../../api/client.ts';

/** What can be said of a card, as calls of the API. */

/** Answers a card, as its buttons in the chat do. */
export const answerCard = (handoverId: string, body: Schemas['AnswerHandoverRequest']) => call(api.POST('/api/v1/handovers/{handoverId}/answer', { params: { path: { handoverId } }, body }));

/** Has a person publish a job by hand. */
export const handOverJob = (jobId: string) => call(api.POST('/api/v1/jobs/{jobId}/hand-over', { params: { path: { jobId } } }));

/** Takes a card back. Somebody has looked: it is not posted. */
export const withdrawHandover = (jobId: string) => call(api.POST('/api/v1/jobs/{jobId}/withdraw-handover', { params: { path: { jobId } }, body: { notPosted: true } }));

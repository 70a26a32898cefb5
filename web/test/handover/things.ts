import type { Schemas } from '../../src/api/client.ts';

/** A card whose time has not come, but for what is given. */
export const card = (given: Partial<Schemas['HandoverResponse']>): Schemas['HandoverResponse'] => ({
  id: 'h1',
  jobId: 'j1',
  postId: 'p1',
  channelId: 'c1',
  state: 'waiting',
  cause: 'requires_interaction',
  why: 'It needs what only the network’s own app can do.',
  steps: null,
  dueAt: '2026-03-01T12:00:00.000Z',
  cardAt: '2026-03-01T11:50:00.000Z',
  expiresAt: '2026-03-02T12:00:00.000Z',
  remindedAt: null,
  outcome: null,
  answeredBy: null,
  endedAt: null,
  link: null,
  linkChecked: null,
  lateBy: null,
  lastError: null,
  createdAt: '2026-03-01T10:00:00.000Z',
  ...given,
});

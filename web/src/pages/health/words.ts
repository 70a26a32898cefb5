import { CircleCheck, CircleHelp, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';

export type HealthState = Schemas['HealthState'];

/** How each state looks and reads. */
export const STATES: Readonly<Record<HealthState, { word: string; colour: string; icon: LucideIcon }>> = {
  ok: { word: 'Well', colour: 'green', icon: CircleCheck },
  unknown: { word: 'Not known', colour: 'gray', icon: CircleHelp },
  degraded: { word: 'Look at it', colour: 'orange', icon: TriangleAlert },
  down: { word: 'Not working', colour: 'red', icon: CircleX },
};

/** What the whole comes to. */
export const OVERALL: Readonly<Record<HealthState, string>> = {
  ok: 'Posts go out.',
  unknown: 'Nothing is known yet.',
  degraded: 'Posts go out, and something needs somebody.',
  down: 'Some posts do not go out.',
};

/** What each part is called, and the page where something is done about it. */
export const PARTS: Readonly<Record<Schemas['HealthPartName'], { title: string; page?: string }>> = {
  database: { title: 'Database' },
  engine: { title: 'Workers' },
  queue: { title: 'Queue' },
  outcomes: { title: 'What became of calls' },
  posts: { title: 'Posts', page: '/' },
  accounts: { title: 'Access to accounts', page: '/accounts' },
  storage: { title: 'Hosting of media', page: '/settings/storage' },
  success_rate: { title: 'Success rate', page: '/activity' },
};

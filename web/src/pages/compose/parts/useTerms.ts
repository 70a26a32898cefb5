import { useQueries } from '@tanstack/react-query';
import { api, call } from '../../../api/client.ts';
import { Problem } from '../../../api/problem.ts';
import type { Channel } from '../rules/locks.ts';
import { type Allowed, allowedBy, type Terms } from '../rules/tiktok.ts';

export interface KnownTerms {
  allowed: Allowed;
  /** By account. */
  terms: ReadonlyMap<string, Terms>;
  /** Why an account cannot post at the moment, by account. */
  refusals: ReadonlyMap<string, string>;
}

/** What these accounts allow at this moment: TikTok wants it asked whenever somebody makes a post. */
export function useTerms(chosen: readonly Channel[]): KnownTerms {
  const accounts = chosen.filter(channel => channel.platform === 'tiktok' && channel.state === 'active');
  const answers = useQueries({
    queries: accounts.map(channel => ({
      queryKey: ['channel', channel.id, 'posting-terms'],
      queryFn: () => call(api.GET('/api/v1/channels/{channelId}/posting-terms', { params: { path: { channelId: channel.id } } })),
      staleTime: 60_000,
      retry: false, // what is not known is checked before anything is sent
    })),
  });
  const [terms, refusals] = [new Map<string, Terms>(), new Map<string, string>()];
  answers.forEach((answer, at) => {
    if (answer.data?.hasTerms) terms.set(accounts[at]!.id, answer.data);
    if (answer.error instanceof Problem && answer.error.code === 'posting_refused') refusals.set(accounts[at]!.id, answer.error.message);
  });
  return { allowed: allowedBy([...terms.values()]), terms, refusals };
}

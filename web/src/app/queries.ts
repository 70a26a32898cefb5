import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem.ts';
import { goToSignIn } from './leaving.ts';

/** A session that ended while a page was open. Drafts are kept in the browser. */
const onError = (error: Error) => {
  if (error instanceof Problem && error.status === 401) goToSignIn(window.location.pathname + window.location.search);
};

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      // Live events say what has changed; this is for pages that come back into sight after a long time.
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && (!(error instanceof Problem) || error.status === 0 || error.status >= 500),
    },
  },
});

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { touched } from '../../../live/touched.ts';
import type { BulkItem, CarryOut } from './rehearsal.ts';
import { carryOut, rehearse, type Wish } from './send.ts';

/** A rehearsal, then the deed. Nothing is done that was not rehearsed as it is done.
 * @param atOnce What to rehearse without being asked: actions that need no more than their posts. */
export function useBulk(ids: readonly string[], atOnce: Wish | null) {
  const queries = useQueryClient();
  const [asked, setAsked] = useState({ wish: atOnce, count: 0 });
  const [done, setDone] = useState(0);

  const rehearsal = useQuery({
    // Each time anew: what it said a while ago is worth nothing.
    queryKey: ['rehearsal', asked.count, ids.join(' ')],
    queryFn: () => rehearse([...ids], asked.wish!),
    enabled: asked.wish !== null,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

  const deed = useMutation<BulkItem[], Error, CarryOut>({
    mutationFn: wanted => carryOut(wanted, asked.wish!, setDone),
    onMutate: () => setDone(0),
    onSettled: () => {
      const changes = ids.flatMap(id => [{ kind: 'post.changed', id }, { kind: 'job.changed', id, postId: id }]);
      return queries.invalidateQueries({ predicate: query => query.queryKey[0] !== 'rehearsal' && touched(query.queryKey, changes) });
    },
  });

  return {
    rehearsal,
    /** What the rehearsal was of. */
    wish: asked.wish,
    /** Rehearses something, or the same once more. */
    ask: (wish: Wish) => setAsked({ wish, count: asked.count + 1 }),
    deed,
    /** How many have their answer, while it is done. */
    done,
  };
}

import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { say, sayTrouble } from './say.ts';

interface Change<TInput, TResult> {
  run: (input: TInput) => Promise<TResult>;
  /** The keys of what shows it. */
  touches: readonly QueryKey[];
  /** What to say when it is done; nothing where the page shows it anyway. */
  done?: string;
  /** Where the refusal is shown beside the field or in the dialog, it is not said in passing as well. */
  showsError?: boolean;
  onDone?: (result: TResult, input: TInput) => void;
}

/** A change at the server: what shows it is fetched again, also after a refusal, since somebody else may have been quicker. */
export function useChange<TInput = void, TResult = unknown>({ run, touches, done, showsError = false, onDone }: Change<TInput, TResult>) {
  const queries = useQueryClient();
  return useMutation<TResult, Error, TInput>({
    mutationFn: run,
    onSuccess: (result, input) => {
      if (done !== undefined) say(done);
      onDone?.(result, input);
    },
    onError: error => {
      if (!showsError) sayTrouble(error);
    },
    onSettled: () => void Promise.all(touches.map(queryKey => queries.invalidateQueries({ queryKey }))),
  });
}

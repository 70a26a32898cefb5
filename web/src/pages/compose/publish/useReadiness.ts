import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, call } from '../../../api/client.ts';
import type { DraftState } from '../draft/store.ts';

const LOOK_AGAIN_MS = 3_000;

/** What the server says of the post as it was last saved. It really fetches the public copies, so it may take some seconds. */
export function useReadiness(state: DraftState, isDirty: boolean) {
  const { base } = state;
  return useQuery({
    queryKey: ['post', base?.postId ?? '', 'readiness', base?.version ?? 0],
    queryFn: ({ signal }) => call(api.GET('/api/v1/posts/{postId}/readiness', { params: { path: { postId: base!.postId } }, signal })),
    enabled: base !== null && !isDirty && !state.isSaving,
    placeholderData: keepPreviousData,
    // Media is made fit by itself; then it looks different.
    refetchInterval: query => (query.state.data?.channels.some(channel => channel.findings.some(finding => finding.code === 'media_preparing')) ? LOOK_AGAIN_MS : false),
  });
}

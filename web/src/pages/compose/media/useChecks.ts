import { useQueries } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../../api/client.ts';
import { useComposing } from '../context.ts';
import type { Item } from '../draft/draft.ts';
import { plainly } from '../rules/findings.ts';

export type Placement = Schemas['PlacementCheckResponse'];

/** What a network says of one file in this kind of post. */
export interface FileCheck {
  platform: string;
  placement: Placement | null;
}

/** What the networks say of each file, in the order of the files. */
export function useChecks(items: readonly Item[]): FileCheck[][] {
  const { platforms, draft } = useComposing();
  const asked = items.flatMap(item => platforms.map(platform => ({ item, platform })));
  const answers = useQueries({
    queries: asked.map(({ item, platform }) => {
      const fit = item.fit?.fit ?? undefined;
      return {
        queryKey: ['media', item.media.id, 'check', platform, fit ?? ''],
        queryFn: () => call(api.GET('/api/v1/media/{mediaId}/check', { params: { path: { mediaId: item.media.id }, query: { platform, ...(fit ? { fit } : {}) } } })),
        staleTime: 300_000, // a file never changes
      };
    }),
  });
  return items.map((_, index) =>
    platforms.map((platform, at) => {
      const answer = answers[index * platforms.length + at]!;
      return { platform, placement: answer.data?.placements.find(one => one.type === draft.type && !one.cover) ?? null };
    }),
  );
}

/** What a file's checks come to. */
export interface Verdict {
  /** Why it cannot go out. */
  blocks: string[];
  /** What somebody should know. */
  hints: string[];
  /** Another file is made of it. */
  isMade: boolean;
}

/** What the networks' words about a file come to. */
export function verdictOf(checks: readonly FileCheck[]): Verdict {
  const placements = checks.flatMap(check => (check.placement ? [check.placement] : []));
  const blocks = [...new Set(placements.flatMap(placement => placement.problems.map(plainly)))];
  const hints = placements.flatMap(placement => placement.findings.filter(finding => !finding.fixable && !finding.blocks).map(finding => finding.message));
  return { blocks, hints: [...new Set(hints)], isMade: placements.some(placement => placement.rendition.needed) };
}

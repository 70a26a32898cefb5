import type { Schemas } from '../../../api/client.ts';

const WHY_NOT: Record<string, string> = {
  right_missing: 'Somebody with the right to approve posts decides.',
  not_the_author: 'You wrote this post, or changed it last. In this workspace somebody else must approve it; you can still reject it.',
};

/** Why whoever looks may not approve a post that waits for it; null where they may. */
export function whyNotWords(review: Schemas['ReviewResponse'] | null | undefined): string | null {
  if (!review || review.mayApprove) return null;
  return WHY_NOT[review.whyNot ?? ''] ?? 'Somebody else must approve it.';
}

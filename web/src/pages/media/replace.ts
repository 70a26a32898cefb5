import type { Schemas } from '../../api/client.ts';

type Post = Schemas['PostResponse'];

/** The change that shows another item wherever a post shows this one.
 * @param keeps The new one shows the same: crops and alt texts hold for it too. */
export function replaced(post: Post, from: string, to: string, keeps: boolean): Schemas['RevisePostRequest'] {
  const isIn = post.mediaIds.includes(from);
  const isCover = post.options.coverMediaId === from;
  const at = (position: number) => post.mediaIds[position] === from;
  return {
    ...(isIn ? { mediaIds: post.mediaIds.map(id => (id === from ? to : id)) } : {}),
    ...(isIn && !keeps ? { altTexts: post.altTexts.map((text, position) => (at(position) ? '' : (text ?? ''))), mediaFits: post.mediaFits.map((fit, position) => (at(position) ? {} : (fit ?? {}))) } : {}),
    ...(isCover ? { options: { ...post.options, coverMediaId: to } } : {}),
    ...(isCover && !keeps ? { coverFit: null } : {}),
  };
}

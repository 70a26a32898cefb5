import { useComposing } from '../context.ts';
import { type Framing, framingOf, inShape } from '../rules/framing.ts';

const ANY = { tallest: 0.01, widest: 10 };

/** How each file of the post is framed where it is shown. */
export function useFramings(): Framing[] {
  const { draft, workspace, limits } = useComposing();
  const isFeed = draft.type === 'image' || draft.type === 'carousel';
  const framings = draft.items.map(item => framingOf(item.media, item.fit, workspace.mediaPolicy ?? 'scale', isFeed ? limits.feedShapes : ANY));
  const first = framings[0];
  return draft.type === 'carousel' && first ? framings.map((framing, index) => inShape(framing, draft.items[index]!.media, first.aspect)) : framings;
}

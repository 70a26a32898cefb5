import { CircleDashed, Clapperboard, GalleryHorizontal, Image, type LucideIcon, Text } from 'lucide-react';
import { POST_TYPES } from '../../../words/states.ts';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import type { PostType } from '../rules/limits.ts';
import { typesFor, wantedFor, whyNot } from '../rules/types.ts';
import { Section } from './Section.tsx';

const ICONS: Partial<Record<PostType, LucideIcon>> = { image: Image, carousel: GalleryHorizontal, reel: Clapperboard, story: CircleDashed, text: Text };

/** What kind of post it becomes. What does not fit the files says why and cannot be chosen. */
export function TypeField() {
  const { draft, change, limits } = useComposing();
  const kinds = draft.items.map(item => item.media.kind);
  return (
    <Section part="type" title="Kind of post" withFindings={false}>
      <div className={classes.types} role="radiogroup" aria-labelledby="title-type">
        {typesFor(limits).map(type => {
          const reason = whyNot(type, kinds, limits);
          const Icon = ICONS[type]!;
          return (
            <label key={type} className={classes.type} data-on={draft.type === type || undefined} data-off={reason !== null || undefined}>
              <input type="radio" name="post-type" className={classes.chipInput} checked={draft.type === type} disabled={reason !== null && draft.type !== type} onChange={() => change({ type, isTypeChosen: true })} aria-describedby={`type-${type}`} />
              <Icon size={20} aria-hidden />
              <span className={classes.typeName}>{POST_TYPES[type]}</span>
              <span className={classes.typeNote} id={`type-${type}`}>
                {reason ?? wantedFor(type, limits)}
              </span>
            </label>
          );
        })}
      </div>
    </Section>
  );
}

import { useCategories } from '../../../api/planning.ts';
import { CategorySelect } from '../../../shared/CategorySelect.tsx';
import { useComposing } from '../context.ts';

/** What the post is sorted by. Nothing in a workspace that sorts by nothing. */
export function CategoryField() {
  const { draft, change, findingsOf } = useComposing();
  const hasAny = (useCategories().data?.length ?? 0) > 0;
  if (!hasAny && draft.categoryId === null) return null;
  const wrong = findingsOf('time').find(finding => finding.blocks && finding.field === 'categoryId' && finding.code !== 'unknown_category');
  return <CategorySelect label="Category" description="For the calendar’s colours, and for slots that are only for it." none="None" value={draft.categoryId} onChange={categoryId => change({ categoryId })} error={wrong?.message} />;
}

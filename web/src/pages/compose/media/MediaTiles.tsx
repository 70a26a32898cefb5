import { closestCenter, DndContext, type DragEndEvent, KeyboardSensor, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import { arrayMove, rectSortingStrategy, SortableContext, sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import { type Item, withItems } from '../draft/draft.ts';
import { MediaTile } from './MediaTile.tsx';
import { FileFindings } from './FileFindings.tsx';
import { useChecks, verdictOf } from './useChecks.ts';

const ItemDialog = lazy(() => import('./ItemDialog.tsx').then(module => ({ default: module.ItemDialog })));

const HOW = 'To move a file, press Space or Enter on its handle, move it with the arrow keys, and press Space or Enter again to put it down. Escape puts it back.';

/** The files of the post in their order, which is changed by dragging or by keyboard, and what is wrong with them. */
export function MediaTiles({ children }: { children: ReactNode }) {
  const { draft, change } = useComposing();
  const verdicts = useChecks(draft.items).map(verdictOf);
  const [editedId, setEditedId] = useState<string | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 4 } }), useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }));
  const ids = draft.items.map(item => item.media.id);
  const edited = draft.items.findIndex(item => item.media.id === editedId);
  const nameOf = (id: string | number) => draft.items.find(item => item.media.id === id)?.media.fileName ?? '';
  const placeOf = (id: string | number) => `${ids.indexOf(String(id)) + 1} of ${ids.length}`;

  const dragged = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id) change(now => withItems(now, arrayMove(now.items, ids.indexOf(String(active.id)), ids.indexOf(String(over.id)))));
  };
  const announcements = {
    onDragStart: ({ active }: { active: { id: string | number } }) => `${nameOf(active.id)} is lifted. It is ${placeOf(active.id)}.`,
    onDragOver: ({ active, over }: { active: { id: string | number }; over: { id: string | number } | null }) => (over ? `${nameOf(active.id)} is at place ${placeOf(over.id)}.` : ''),
    onDragEnd: ({ active, over }: { active: { id: string | number }; over: { id: string | number } | null }) => `${nameOf(active.id)} is put down at place ${placeOf(over?.id ?? active.id)}.`,
    onDragCancel: ({ active }: { active: { id: string | number } }) => `${nameOf(active.id)} is back at its place.`,
  };
  const put = (id: string, next: Item | null) => change(now => withItems(now, now.items.flatMap(item => (item.media.id !== id ? [item] : next ? [next] : []))));

  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={dragged} accessibility={{ announcements, screenReaderInstructions: { draggable: HOW } }}>
      <SortableContext items={ids} strategy={rectSortingStrategy}>
        <div className={classes.tiles}>
        {draft.items.map((item, index) => (
          <MediaTile key={item.media.id} item={item} index={index} count={ids.length} verdict={verdicts[index]!} onEdit={() => setEditedId(item.media.id)} onRemove={() => put(item.media.id, null)} />
        ))}
          {children}
        </div>
      </SortableContext>
      <FileFindings verdicts={verdicts} onEdit={setEditedId} />
      {edited >= 0 && (
        <Suspense>
          <ItemDialog item={draft.items[edited]!} index={edited} verdict={verdicts[edited]!} onClose={() => setEditedId(null)} onChange={next => put(next.media.id, next)} />
        </Suspense>
      )}
    </DndContext>
  );
}

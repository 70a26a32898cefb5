import { Draggable } from '@fullcalendar/react/interaction';

/** Makes the items of a list draggable into the grid. An item says with `data-post` what it is.
 * @returns What ends it. */
export function makeDraggable(list: HTMLElement): () => void {
  const draggable = new Draggable(list, { itemSelector: '[data-post]', eventData: { create: false } });
  return () => draggable.destroy();
}

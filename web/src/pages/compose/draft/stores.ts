import { DraftStore, type StoreSettings } from './store.ts';

/** Drafts that are being written, so that going to another page and back meets the same one: two would make two posts. */
const open = new Map<string, DraftStore>();

/** The draft of a key that has something unsaved, or a new one. */
export function storeFor(settings: StoreSettings, start: ConstructorParameters<typeof DraftStore>[1]): DraftStore {
  const known = open.get(settings.key);
  if (known && !known.isForgotten && (known.isDirty() || known.state().isSaving)) {
    known.welcomeBack();
    return known;
  }
  const made = new DraftStore(settings, start);
  open.set(settings.key, made);
  return made;
}

import { type Draft, EMPTY } from './draft.ts';

/** What the server has of a draft. */
export interface Base {
  postId: string;
  version: number;
  /** Its content as it was saved, to see what has changed since. */
  content: string;
  /** The time it was made with, where it is a wish until somebody approves. */
  at: string | null;
}

/** What is kept in this browser, so that a crash, a sign-out or a lost connection costs nothing. */
export interface Kept {
  draft: Draft;
  base: Base | null;
  keptAt: string;
}

const FORM = 1;

/** Where a draft is kept: one for each workspace, member and post, so that nobody sees another's. */
export const keyOf = (workspaceId: string, memberId: string, postId: string | null): string => `posthaste.draft.${workspaceId}.${memberId}.${postId ?? 'new'}`;

/** Reads a draft; null where there is none, or one of another form. */
export function readKept(storage: Pick<Storage, 'getItem'> | null, key: string): Kept | null {
  try {
    const found = JSON.parse(storage?.getItem(key) ?? 'null') as (Kept & { form: number }) | null;
    if (found === null || found.form !== FORM || !Array.isArray(found.draft?.items)) return null;
    // Fields that came since it was kept have their first value.
    return { draft: { ...EMPTY, ...found.draft }, base: found.base ?? null, keptAt: found.keptAt };
  } catch {
    return null;
  }
}

/** Keeps a draft, or forgets it where there is none. Storage may be full or switched off: then the page alone has it.
 * @returns Whether it is kept. */
export function writeKept(storage: Pick<Storage, 'setItem' | 'removeItem'> | null, key: string, kept: Kept | null): boolean {
  try {
    if (storage === null) return false;
    if (kept === null) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify({ form: FORM, ...kept }));
    return true;
  } catch {
    return false;
  }
}

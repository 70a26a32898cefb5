import { createContext, use } from 'react';
import type { Category } from '../../api/planning.ts';

/** The categories of the workspace by their id, for the many small things that show one. */
export const CategoriesContext = createContext<ReadonlyMap<string, Category>>(new Map());

/** A category; undefined for none, and until it is known. */
export function useCategory(id: string | null): Category | undefined {
  const known = use(CategoriesContext);
  return id === null ? undefined : known.get(id);
}

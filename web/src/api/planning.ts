import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, call, type Schemas } from './client.ts';

/** What posts are sorted by: a name and a colour. */
export type Category = Schemas['CategoryResponse'];
/** A time of the week at which an account has room for a post. */
export type Slot = Schemas['SlotResponse'];
/** A slot on one of its days, and what lies in it. */
export type Place = Schemas['PlaceResponse'];

/** Every category of the workspace, by name. */
export const categoriesQuery = queryOptions({ queryKey: ['categories'], queryFn: async () => (await call(api.GET('/api/v1/categories'))).items });

/** Every slot of the workspace, by account and time. */
export const slotsQuery = queryOptions({ queryKey: ['slots', 'all'], queryFn: async () => (await call(api.GET('/api/v1/slots'))).items });

/** Every category of the workspace. */
export const useCategories = () => useQuery(categoriesQuery);

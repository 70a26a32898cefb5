import { useQuery } from '@tanstack/react-query';
import { api, call } from '../../../api/client.ts';

/** The categories of the workspace, by name. */
export const useCategories = () => useQuery({ queryKey: ['categories'], queryFn: async () => (await call(api.GET('/api/v1/categories'))).items });

import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../../api/client.ts';

/** A post that comes again and again. */
export type Series = Schemas['SeriesResponse'];

const seriesQuery = queryOptions({ queryKey: ['series'], queryFn: async () => (await call(api.GET('/api/v1/series'))).items });

/** Every series of the workspace, newest first, ended ones too. */
export const useSeries = () => useQuery(seriesQuery);

/** What shows a series, its posts or their times. */
export const TOUCHED = [['series'], ['posts'], ['calendar'], ['overview'], ['events']] as const;

/** The posts of a series, newest first. Those are made some weeks ahead, so one page is all that matters of most. */
export const seriesPostsQuery = (seriesId: string) =>
  queryOptions({ queryKey: ['posts', 'series', seriesId], queryFn: async () => (await call(api.GET('/api/v1/posts', { params: { query: { seriesId, limit: 200 } } }))).items });

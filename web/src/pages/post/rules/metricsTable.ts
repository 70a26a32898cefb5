import type { Schemas } from '../../../api/client.ts';

type Reading = Schemas['MetricsResponse'];

/** When figures are read, in the order of time. */
export const AGES: readonly (readonly [Schemas['MetricsAge'], string])[] = [['five_minutes', '5 min'], ['one_hour', '1 hour'], ['one_day', '1 day']];

const NAMES: Record<string, string> = {
  views: 'Views',
  reach: 'Reach',
  saved: 'Saved',
  shares: 'Shares',
  total_interactions: 'Interactions',
  replies: 'Replies',
  navigation: 'Navigation',
  ig_reels_avg_watch_time: 'Watched on average (ms)',
  ig_reels_video_view_total_time: 'Watched in total (ms)',
};

/** Figures of one part of a post: a row for each, a column for each reading. Null is "not read", and not zero. */
export interface MetricsOfPart {
  part: string;
  rows: { name: string; values: (number | null)[] }[];
  /** Why something is missing, each reason once. */
  missing: string[];
}

/** Puts readings side by side. Rows that no reading has are left out. */
export function metricsTable(readings: readonly Reading[]): MetricsOfPart[] {
  const parts = [...new Set(readings.map(reading => reading.part))];
  return parts.map(part => {
    const ofPart = readings.filter(reading => reading.part === part);
    const across = (read: (reading: Reading) => number | null | undefined) => AGES.map(([age]) => read(ofPart.find(reading => reading.age === age) ?? EMPTY) ?? null);
    const insights = [...new Set(ofPart.flatMap(reading => Object.keys(reading.insights)))];
    const rows = [
      { name: 'Likes', values: across(reading => reading.likes) },
      { name: 'Comments', values: across(reading => reading.comments) },
      ...insights.map(insight => ({ name: NAMES[insight] ?? insight.replaceAll('_', ' '), values: across(reading => reading.insights[insight]) })),
    ].filter(row => row.values.some(value => value !== null));
    return { part, rows, missing: [...new Set(ofPart.flatMap(reading => reading.missing ?? []))] };
  });
}

const EMPTY: Reading = { part: '', age: 'five_minutes', readAt: '', likes: null, comments: null, insights: {}, missing: null };

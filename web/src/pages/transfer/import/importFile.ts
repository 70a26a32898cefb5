import { api, call, type Schemas } from '../../../api/client.ts';

/** How a file is imported. */
export interface ImportOptions {
  /** Scheduled where a row has a time; drafts otherwise. */
  schedule: boolean;
  /** Also rows that stand too close to other posts, or repeat one. */
  force: boolean;
  /** Sets this import apart from others with the same rows; empty for none. */
  name: string;
}

/** Sends the file as it is: the server reads its bytes, and says what it thinks of them. */
export const importFile = (file: File, { schedule, force, name }: ImportOptions, dryRun: boolean, signal?: AbortSignal): Promise<Schemas['ImportResponse']> =>
  call(
    api.POST('/api/v1/imports', {
      params: { query: { dryRun, as: schedule ? 'schedule' : 'draft', force, importName: name === '' ? undefined : name } },
      body: '',
      bodySerializer: () => file,
      headers: { 'Content-Type': 'text/csv' },
      signal,
    }),
  );

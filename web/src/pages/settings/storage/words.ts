import type { Schemas } from '../../../api/client.ts';

/** Who keeps the public copies. */
export const HOSTS: Record<Schemas['StorageKind'], string> = { server: 'this server itself', s3: 'an S3-compatible store', cloudinary: 'Cloudinary' };

/** What is tried, in its order. */
export const STEPS: Readonly<Record<string, string>> = {
  address: 'Networks can reach the address',
  keep: 'A picture goes into the library',
  host: 'It gets a public copy',
  fetch: 'The copy is fetched as a network would',
  remove: 'The copy is taken away again',
};

/** What could not be tried any more after a failure, in words; nothing where all went well. */
export function untried({ ok, steps }: Schemas['StorageTestResponse']): string {
  if (ok) return '';
  return Object.entries(STEPS)
    .filter(([step]) => steps.every(one => one.step !== step))
    .map(([, words]) => words[0]!.toLowerCase() + words.slice(1))
    .join(', ');
}

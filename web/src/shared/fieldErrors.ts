import { Problem, sentenceOf } from '../api/problem.ts';

/** What the server says about one field of a form; undefined where it says nothing about it. */
export function errorOf(error: unknown, field: string): string | undefined {
  return error instanceof Problem ? error.errors[field]?.join(' ') : undefined;
}

/** What is to be said above a form: a refusal that names none of the fields it shows. */
export function errorBeside(error: unknown, fields: readonly string[]): string | undefined {
  if (error === null || error === undefined) return undefined;
  return fields.some(field => errorOf(error, field) !== undefined) ? undefined : sentenceOf(error);
}

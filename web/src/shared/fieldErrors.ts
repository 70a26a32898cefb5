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

/** What the server says about a field or something within it, such as `hears[2]` or `quietHours.from`. */
export function errorUnder(error: unknown, field: string): string | undefined {
  if (!(error instanceof Problem)) return undefined;
  const said = Object.entries(error.errors).filter(([name]) => name === field || name.startsWith(`${field}[`) || name.startsWith(`${field}.`));
  return said.length === 0 ? undefined : [...new Set(said.flatMap(([, sentences]) => sentences))].join(' ');
}

import createClient, { type Middleware } from 'openapi-fetch';
import { newKey } from './ids.ts';
import { Problem } from './problem.ts';
import type { components, paths } from './schema.ts';

export type Schemas = components['schemas'];

const WORKSPACE_KEY = 'posthaste.workspace';

let csrfToken: string | null = null;

/** The session's token, which every change must bring. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

/** The workspace that requests are for; null for the one the member joined first. */
export function chosenWorkspace(): string | null {
  try {
    return localStorage.getItem(WORKSPACE_KEY);
  } catch {
    return null; // storage is switched off: the choice lasts as long as the page
  }
}

export function chooseWorkspace(id: string | null): void {
  try {
    if (id === null) localStorage.removeItem(WORKSPACE_KEY);
    else localStorage.setItem(WORKSPACE_KEY, id);
  } catch {
    // See above.
  }
}

/** An address below `/api/v1` for an element that sets no headers: a picture, a video, a download. */
export function addressOf(path: string): string {
  const workspace = chosenWorkspace();
  return workspace === null ? path : `${path}${path.includes('?') ? '&' : '?'}workspace=${workspace}`;
}

const signs: Middleware = {
  onRequest({ request }) {
    const workspace = chosenWorkspace();
    if (workspace !== null) request.headers.set('X-Workspace', workspace);
    if (request.method === 'GET' || request.method === 'HEAD') return request;
    if (csrfToken !== null) request.headers.set('X-CSRF-Token', csrfToken);
    // A request that is sent again after a lost answer has one effect.
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', newKey());
    return request;
  },
};

/** The public API, typed by docs/openapi.json. Use it through `call`. */
export const api = createClient<paths>({ baseUrl: '/', querySerializer: { array: { style: 'form', explode: true } } });
api.use(signs);

/** The headers of `api`, for what cannot go through it: an upload with progress. */
export function signedHeaders(): Record<string, string> {
  const workspace = chosenWorkspace();
  return { ...(workspace === null ? {} : { 'X-Workspace': workspace }), ...(csrfToken === null ? {} : { 'X-CSRF-Token': csrfToken }), 'Idempotency-Key': newKey() };
}

/** The body of a success.
 * @throws Problem with the server's sentence otherwise; status 0 where there was no answer. */
export async function call<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  let result;
  try {
    result = await answer;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, null);
  }
  if (!result.response.ok) throw new Problem(result.response.status, result.error);
  return result.data as T;
}

/** What the server answers where something is refused (RFC 9457). `message` is its sentence for people. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  /** Sentences by field, in the API's names such as `mediaIds[0]`. */
  readonly errors: Record<string, string[]>;
  readonly findings: ProblemFinding[];
  /** What else the problem names, such as `conflictingPostId`. */
  readonly more: Record<string, unknown>;

  constructor(status: number, body: unknown) {
    const problem = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
    super(typeof problem['detail'] === 'string' ? problem['detail'] : status === 0 ? 'The server cannot be reached.' : `The server answered with ${status}.`);
    this.name = 'Problem';
    this.status = status;
    this.code = typeof problem['code'] === 'string' ? problem['code'] : status === 0 ? 'unreachable' : 'unknown';
    this.errors = (problem['errors'] ?? {}) as Record<string, string[]>;
    this.findings = (problem['findings'] ?? []) as ProblemFinding[];
    this.more = problem;
  }
}

export interface ProblemFinding {
  code: string;
  field: string | null;
  message: string;
  advice?: string | null;
  blocks: boolean;
}

/** The sentence to show for whatever was thrown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  return error instanceof TypeError ? 'The server cannot be reached.' : String(error);
}

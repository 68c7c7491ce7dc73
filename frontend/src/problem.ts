// What went wrong, in one form for every page: a code to branch on, a sentence to show, and the fields it belongs to.
import type { CombinedError } from '@urql/core';

export type ProblemCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'INVALID'
  | 'REAUTHENTICATE'
  | 'SECOND_FACTOR'
  | 'SET_UP_FACTOR'
  | 'REFUSED'
  | 'UNAVAILABLE'
  | 'INTERNAL'
  | 'OFFLINE';

export interface FieldProblem {
  field: string;
  message: string;
  /** The server's own word for it, shown small beside the message. */
  reason: string;
}

export class Problem extends Error {
  override name = 'Problem';

  constructor(
    readonly code: ProblemCode,
    message: string,
    readonly fields: FieldProblem[] = [],
    readonly requestId = '',
    readonly status = 0,
  ) {
    super(message);
  }
}

const codes: ReadonlySet<string> = new Set<ProblemCode>([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'INVALID',
  'REAUTHENTICATE',
  'SECOND_FACTOR',
  'SET_UP_FACTOR',
  'REFUSED',
  'UNAVAILABLE',
  'INTERNAL',
]);

const isCode = (value: unknown): value is ProblemCode => typeof value === 'string' && codes.has(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

interface ServerError {
  message: string;
  extensions?: Record<string, unknown>;
}

/** fromErrors reads the errors of one answer. The first decides; those that name a field are all kept. */
export function fromErrors(errors: readonly ServerError[], status = 200): Problem {
  const [first] = errors;
  const code = first?.extensions?.code;
  const fields = errors
    .filter((error) => text(error.extensions?.field) !== '')
    .map((error) => ({ field: text(error.extensions?.field), message: error.message, reason: text(error.extensions?.reason) }));
  const known = isCode(code) ? code : 'INTERNAL';
  const message = known === 'INTERNAL' ? 'The server failed. What happened is in its log.' : (first?.message ?? '');
  return new Problem(known, message, fields, text(first?.extensions?.requestId), status);
}

/** problemOf turns an error of the GraphQL client into ours. */
export function problemOf(error: CombinedError): Problem {
  if (error.graphQLErrors.length > 0) return fromErrors(error.graphQLErrors);
  const response = error.response as Response | undefined;
  if (!response) return offline();
  const requestId = response.headers?.get('X-Request-Id') ?? '';
  return new Problem('UNAVAILABLE', `The server answered ${response.status}.`, [], requestId, response.status);
}

export function offline(): Problem {
  return new Problem('OFFLINE', 'The server cannot be reached.');
}

/** asProblem is for catch clauses: what is thrown is a Problem, or a defect of ours. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  return new Problem('INTERNAL', thrown instanceof Error ? thrown.message : String(thrown));
}

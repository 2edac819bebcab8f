import type { Damage } from './files/checked-store.ts';
import type { SetAside } from './files/set-aside.ts';

/** A refusal as CouchDB words it: an HTTP status and `{error, reason}`. */
export class CouchError extends Error {
  readonly status: number;
  readonly error: string;
  readonly reason: unknown;

  constructor(status: number, error: string, reason: unknown) {
    super(typeof reason === 'string' ? reason : error);
    this.status = status;
    this.error = error;
    this.reason = reason;
  }

  /** The body of the answer, also one row of a bulk answer. */
  toJSON(): { error: string; reason: unknown } {
    return { error: this.error, reason: this.reason };
  }
}

/** 400: the request cannot be understood. */
export const badRequest = (reason: string) => new CouchError(400, 'bad_request', reason);

/** 400: a parameter of a query cannot be understood. */
export const badQuery = (reason: string) => new CouchError(400, 'query_parse_error', reason);

/** 401: nobody, or not enough of somebody. */
export const unauthorized = (reason: string) => new CouchError(401, 'unauthorized', reason);

/** 403: somebody who may not. */
export const forbidden = (reason: string) => new CouchError(403, 'forbidden', reason);

/** 404: `missing`, `deleted`, or the database itself. */
export const notFound = (reason = 'missing') => new CouchError(404, 'not_found', reason);

/** 404 for a database that does not exist, or whose name could not be one. */
export const noDatabase = () => notFound('Database does not exist.');

/** 405 with the methods that the path knows. */
export const methodNotAllowed = (methods: readonly string[]) =>
  new CouchError(405, 'method_not_allowed', `Only ${methods.join(',')} allowed`);

/** 409: the revision is not the current one. */
export const conflict = () => new CouchError(409, 'conflict', 'Document update conflict.');

/** 503: the database's files are damaged; it is read only. */
export const damaged = (name: string, damage: Damage) =>
  new CouchError(503, 'database_damaged', damageSentence(name, damage));

/** What an operator is told of a damaged database. */
export function damageSentence(name: string, { what, held, readable }: Damage): string {
  const count = held === null ? `${readable} documents` : `${readable} of ${held} documents`;
  return `The database ${name} is damaged: ${what}. ${count} can be read, and nothing is written until it is repaired (npm run repair).`;
}

/** What an operator is told of a document that was set aside. */
export const setAsideSentence = (name: string, { id, rev }: SetAside): string =>
  `The document ${id} of the database ${name} was set aside: its revision ${rev} cannot be read. It is kept in the database's files, and everything else is served.`;

/** 503: the disk is full or refuses; tried again by the engine itself. */
export const unwritable = () =>
  new CouchError(503, 'storage_unavailable', 'The disk refuses writes. Nothing that was acknowledged is lost.');

/** Any failure as a refusal: PouchDB's errors keep their status, the rest is a 500 that tells nothing of the inside. */
export function toCouchError(failure: unknown): CouchError {
  if (failure instanceof CouchError) return failure;
  if (typeof failure === 'object' && failure !== null && 'status' in failure && typeof failure.status === 'number') {
    const { status } = failure;
    if (status === 409) return conflict();
    const name = 'name' in failure && typeof failure.name === 'string' ? failure.name : 'unknown_error';
    const reason = 'reason' in failure && typeof failure.reason === 'string' ? failure.reason : undefined;
    const message = 'message' in failure && typeof failure.message === 'string' ? failure.message : name;
    if (status >= 400 && status < 500) return new CouchError(status, name, reason ?? message);
  }
  return new CouchError(500, 'unknown_error', 'internal error');
}

import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import * as z from 'zod/mini';
import { isModestJson } from './modest-json.ts';
import { CHECKPOINT, type DoorRequest, REQUESTS } from './requests.ts';

/** Why a request is not passed on, as CouchDB words it. */
export interface DoorRefusal {
  readonly status: 400 | 403 | 413;
  readonly error: 'bad_request' | 'forbidden' | 'too_large';
  readonly reason: string;
}

/** A request whose head is one that phones send. What is passed on is this, never what came. */
export interface Admitted {
  readonly request: DoorRequest;
  /** Below the database, encoded anew; empty for the database itself. */
  readonly path: string;
  /** Encoded anew, without a question mark. */
  readonly query: URLSearchParams;
}

const refuse = (status: DoorRefusal['status'], reason: string): Result<never, DoorRefusal> => {
  const error = { 400: 'bad_request', 403: 'forbidden', 413: 'too_large' } as const;
  return fail({ status, error: error[status], reason });
};

/**
 * Looks at the head of a request: its method, the path below the database as it came (with its leading slash, or
 * empty), and its query without the question mark. `person` is whose token it carries.
 */
export function admit(method: string, path: string, query: string, person: string): Result<Admitted, DoorRefusal> {
  const segments = path === '' || path === '/' ? [] : path.slice(1).split('/');
  const request = REQUESTS.find((known) => known.method === method && isPath(known.path, segments));
  if (request === undefined) return refuse(403, 'phones ask nothing of the kind');
  const parameters = parametersOf(query);
  if (parameters === null) return refuse(400, 'a parameter stands twice');
  const parsed = z.safeParse(request.query, parameters);
  if (!parsed.success) return refuse(400, faultOf(parsed.error));
  const { _nonce, ...asked } = parsed.data;
  return ok({
    request,
    path: request.path.map((expected, index) => `/${passedSegment(expected, segments[index] ?? '', person)}`).join(''),
    query: new URLSearchParams(
      Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  });
}

function isPath(expected: DoorRequest['path'], segments: readonly string[]): boolean {
  return (
    expected.length === segments.length &&
    expected.every((part, index) => {
      const segment = segments[index] ?? '';
      return typeof part === 'string' ? part === segment : part.test(decoded(segment));
    })
  );
}

/** A segment without its percent signs; empty when it is none, which matches nothing. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

function passedSegment(expected: string | RegExp, segment: string, person: string): string {
  if (typeof expected === 'string') return expected;
  const name = decoded(segment);
  return encodeURIComponent(expected === CHECKPOINT ? checkpointOf(name, person) : name);
}

/**
 * Where a person's checkpoint is kept: one of 256 names of theirs. Nobody reaches another's, and a replicator that
 * meets a checkpoint which is not its own begins from the start.
 */
function checkpointOf(name: string, person: string): string {
  const own = `door.${digest(person).toString('base64url').slice(0, 22)}.`;
  // A replicator that has read its checkpoint writes it under the name that it was given.
  if (name.startsWith(own)) return name;
  return own + digest(name).toString('hex').slice(0, 2);
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** The parameters by name, null when one stands twice. */
function parametersOf(query: string): Record<string, string> | null {
  const all = [...new URLSearchParams(query)];
  const byName = Object.fromEntries(all);
  return Object.keys(byName).length === all.length ? byName : null;
}

/**
 * Looks at a body, unpacked. What is passed on is what was read here, written anew: CouchDB may read a text, such as
 * one in which a name stands twice, in another way.
 */
export function admitBody({ request }: Admitted, bytes: Uint8Array): Result<unknown, DoorRefusal> {
  if (request.body === undefined) return bytes.length === 0 ? ok(undefined) : refuse(400, 'it brings no body');
  if (bytes.length > request.bytes) return refuse(413, 'the request entity is too large');
  if (!isModestJson(bytes)) return refuse(413, 'too many values, or nested too deeply');
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse(400, 'invalid UTF-8 JSON');
  }
  const parsed = z.safeParse(request.body, body);
  if (!parsed.success) return refuse(400, faultOf(parsed.error));
  return ok(isCheckpoint(request) ? withoutId(parsed.data) : parsed.data);
}

const isCheckpoint = ({ path }: DoorRequest) => path.includes(CHECKPOINT);

/** A checkpoint's own name is another one by now. */
function withoutId(body: unknown): object {
  const { _id, ...rest } = body as { _id?: string };
  return rest;
}

/** Where it is at fault, and why: a stable word. */
function faultOf({ issues: [issue] }: z.core.$ZodError): string {
  if (issue === undefined) return 'invalid';
  const where = [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys : [])].join('.').slice(0, 200);
  // A check of ours says what it wants; the others have no text here.
  const why = issue.code === 'custom' ? issue.message : issue.code;
  return where === '' ? why : `${where}: ${why}`;
}

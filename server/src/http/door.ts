import { setImmediate as turn } from 'node:timers/promises';
import { type Admitted, admit, admitBody, type DoorRefusal } from '@digiboost/couch/door';
import { tenantDatabase } from '@digiboost/couch/provisioning';
import type { Request, RequestHandler, Response } from 'express';
import { type OneByOne, oneByOne } from '../couch/one-by-one.ts';
import type { CouchRelay } from './couch-relay.ts';
import { type ProblemCode, sendProblem } from './problem.ts';
import { readBytes } from './read-bytes.ts';
import type { CheckEvents, Write } from './standing-events.ts';
import { type Caller, TooMuch, type Turnstile } from './turnstile.ts';

/** Who a valid token names, of which shop and session, and until when (ms since 1970). */
export interface TokenBearer {
  readonly person: string;
  /** Null for somebody of no shop. */
  readonly tenantId: string | null;
  readonly session: string;
  readonly until: number;
}

/** A call that CouchDB has granted: its database, its token, and how the phone names itself. */
export interface AnsweredCall {
  readonly database: string;
  readonly token: string;
  readonly device: string | undefined;
}

/** What the door asks of others. */
export interface DoorParts {
  readonly relay: CouchRelay;
  readonly turnstile: Turnstile;
  readonly now: () => Date;
  /** Whose token it is; null for one that is not valid. */
  identify(token: string): Promise<TokenBearer | null>;
  /** Calls `end` when the session ends, at once when it has; the result forgets it. */
  whenEnded(session: string, end: () => void): () => void;
  onAnswered(call: AnsweredCall): void;
  readonly checkEvents: CheckEvents;
}

/**
 * The only way to a shop's database, `/db/<shop database>/…`: what a phone asks, of its own shop, as much as one person
 * and one shop may. It is passed on in words of our own with the caller's token, and CouchDB decides what that may do.
 */
export function door(own: DoorParts): RequestHandler {
  const parts = { ...own, inTurn: oneByOne() };
  return async (req, res) => {
    const [path = '', query = ''] = req.url.split(/\?(.*)/s);
    const [, database = '', ...below] = path.split('/');
    // Passwords are for the login route, which counts the failures.
    const token = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
    const bearer = token === undefined ? null : await parts.identify(token);
    if (token === undefined || bearer === null) return sendProblem(res, 'not-authenticated');
    if (bearer.tenantId === null || database !== tenantDatabase(bearer.tenantId)) return sendProblem(res, 'forbidden');
    const admitted = admit(req.method, below.length > 0 ? `/${below.join('/')}` : '', query, bearer.person);
    if (!admitted.ok) return refuse(res, admitted.error);
    const caller = { person: bearer.person, shop: bearer.tenantId };
    try {
      await parts.turnstile.enter(caller);
      const pass = isFeed(admitted.value) ? passFeed : passRequest;
      await pass(parts, { req, res, admitted: admitted.value, caller, bearer, token, database });
    } catch (error) {
      if (res.closed) return;
      if (!(error instanceof TooMuch)) throw error;
      res.setHeader('Retry-After', String(error.retryAfterSeconds));
      sendProblem(res, 'too-many-requests');
    }
  };
}

/** A request that the door let in. */
interface Entry {
  readonly req: Request;
  readonly res: Response;
  readonly admitted: Admitted;
  readonly caller: Caller;
  readonly bearer: TokenBearer;
  readonly token: string;
  readonly database: string;
}

const isFeed = ({ query }: Admitted): boolean => query.get('feed') === 'longpoll';

async function passRequest(parts: DoorParts & { readonly inTurn: OneByOne }, entry: Entry): Promise<void> {
  const { req, res, admitted, caller, database } = entry;
  const { turnstile } = parts;
  const left = new AbortController();
  res.once('close', () => left.abort());
  const leave = await turnstile.lane(caller, left.signal);
  if (res.closed) return leave();
  const over = new Promise<void>((resolve) => res.once('close', resolve));
  void over.then(leave);
  const bytes = await readBytes(req, res, admitted.request.bytes);
  if (!bytes.ok) return sendProblem(res, bytes.error);
  turnstile.count(caller, 'bytes', bytes.value.length);
  // A large body takes tens of milliseconds to read: one of a shop's at a time, and others have their turn before it.
  const body = await parts.inTurn(caller.shop, () => turn().then(() => admitBody(admitted, bytes.value)));
  if (!body.ok) return refuse(res, body.error);
  if (body.value !== undefined) turnstile.count(caller, 'rows', admitted.request.rows(body.value));
  const isWrite = admitted.path === '/_bulk_docs';
  const passed = isWrite ? await parts.checkEvents(database, body.value as Write, over) : body.value;
  if (!res.closed) relay(parts, entry, passed);
}

async function passFeed(parts: DoorParts, entry: Entry): Promise<void> {
  const { res, caller, bearer } = entry;
  const answer = relay(parts, entry, undefined);
  // It ends with its token or its session: from then on the phone has to say anew who it is.
  const ends = setTimeout(answer.end, Math.min(bearer.until - parts.now().getTime(), DAY_MS));
  const forget = parts.turnstile.open(caller, answer);
  const unwatch = parts.whenEnded(bearer.session, answer.end);
  res.once('close', () => {
    clearTimeout(ends);
    unwatch();
    forget();
  });
}

const DAY_MS = 86_400_000;

function relay(parts: DoorParts, { req, res, admitted, caller, token, database }: Entry, body: unknown) {
  const query = admitted.query.toString();
  return parts.relay(req, res, {
    path: `/${database}${admitted.path}${query === '' ? '' : `?${query}`}`,
    body: body === undefined ? undefined : JSON.stringify(body),
    since: admitted.query.get('since'),
    onGranted: () => parts.onAnswered({ database, token, device: req.get('x-device') }),
    onBytes: (bytes) => parts.turnstile.count(caller, 'bytes', bytes),
  });
}

const CODES = { 400: 'invalid-request', 403: 'forbidden', 413: 'body-too-large' } as const satisfies Record<
  DoorRefusal['status'],
  ProblemCode
>;

/** In the words of both: our API's problem, and CouchDB's for what replicates with it. */
function refuse(res: Response, { status, error, reason }: DoorRefusal): void {
  sendProblem(res, CODES[status], [], { error, reason });
}

import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { pipeline } from 'node:stream';
import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { couchPath } from './couch-path.ts';
import { sendProblem } from './problem.ts';
import { BodyRefused, unpacked } from './unpack.ts';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']);

/** The headers of a request that mean something to CouchDB; everything else, cookies first, stays here. */
const REQUEST_HEADERS = [
  'accept',
  'authorization',
  'content-encoding',
  'content-length',
  'content-type',
  'if-match',
  'if-none-match',
  'transfer-encoding',
] as const;

/** The headers of an answer that the phone reads. The Date is ours, for the phone sets its clock by it. */
const ANSWER_HEADERS = ['content-type', 'content-length', 'etag', 'retry-after'] as const;

/** Largest packed body once unpacked, in bytes. CouchDB counts packed bytes, and of those 1 MB may make 1 GB. */
const UNPACKED_LIMIT = 16 * 1024 * 1024;

/** An idle connection is given up before CouchDB does it: a request on a connection that just closed would fail. */
const IDLE_MS = 30_000;

/** A heartbeat reaches the phone this soon; rows that follow one another closely are compressed together. */
const FLUSH_AFTER_MS = 20;

/** A call that CouchDB has answered: its database, its token, and how the phone names itself. */
export interface AnsweredCall {
  readonly database: string;
  readonly token: string;
  readonly device: string | undefined;
}

/**
 * Passes `/db/<shop database>/…` on to CouchDB with the caller's own token and nothing else of ours: CouchDB decides
 * what the token may do. Bodies and answers are streamed; when the phone leaves, so does the request to CouchDB. What
 * it has granted is told to `onAnswered`.
 */
export function couchProxy(
  couchUrl: string,
  log: Logger,
  onAnswered: (call: AnsweredCall) => void = () => undefined,
): RequestHandler {
  const { protocol, hostname, port, pathname } = new URL(couchUrl);
  const isHttps = protocol === 'https:';
  const agent = new (isHttps ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: IDLE_MS });
  const send = isHttps ? httpsRequest : httpRequest;
  const base = pathname.replace(/\/+$/, '');

  return (req, res) => {
    const [rawPath = '', query] = split(req.url);
    const path = couchPath(rawPath);
    if (path === null) return sendProblem(res, 'invalid-path');
    if (!METHODS.has(req.method)) return sendProblem(res, 'forbidden');
    // Passwords are for the login route, which counts the failures.
    const token = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
    if (token === undefined) return sendProblem(res, 'not-authenticated');

    const isPacked = req.headers['content-encoding'] === 'gzip';
    const upstream = send({
      agent,
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port || (isHttps ? 443 : 80),
      method: req.method,
      path: `${base}${path}${query === undefined ? '' : `?${query}`}`,
      headers: requestHeaders(req.headers, isPacked),
    });
    res.on('close', () => {
      if (!res.writableFinished) upstream.destroy();
    });
    upstream.on('error', (error) => {
      if (res.closed || res.writableEnded) return;
      log.error({ requestId: req.id, err: error }, 'CouchDB did not answer');
      // Half an answer must not look like a whole one.
      if (res.headersSent) res.destroy();
      else sendProblem(res, 'database-unavailable');
    });
    upstream.on('response', (answer) => {
      if ((answer.statusCode ?? 500) < 400)
        onAnswered({ database: path.split('/')[1] ?? '', token, device: req.get('x-device') });
      relay(answer, res);
    });
    const body = isPacked ? unpacked(req, UNPACKED_LIMIT) : req;
    body.once('error', (error) => {
      if (error instanceof BodyRefused && !res.headersSent) sendProblem(res, error.code);
    });
    pipeline(body, upstream, () => {
      // Either side's failure is seen above: the client's as 'close', CouchDB's as 'error'.
    });
  };
}

function split(url: string): [string, string?] {
  const at = url.indexOf('?');
  return at < 0 ? [url] : [url.slice(0, at), url.slice(at + 1)];
}

/** The headers to pass on; those that describe a packed body stay here when it is unpacked on the way. */
function requestHeaders(headers: IncomingHttpHeaders, isUnpacked: boolean): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of REQUEST_HEADERS) {
    const value = headers[name];
    const isOfPacked = name === 'content-encoding' || name === 'content-length';
    if (typeof value === 'string' && !(isUnpacked && isOfPacked)) kept[name] = value;
  }
  return kept;
}

function relay(answer: IncomingMessage, res: Response): void {
  res.status(answer.statusCode ?? 502);
  for (const name of ANSWER_HEADERS) {
    const value = answer.headers[name];
    if (value !== undefined) res.setHeader(name, value);
  }
  res.setHeader('Cache-Control', 'no-cache');
  // CouchDB offers Basic, for which a browser would open its own dialogue.
  if (answer.statusCode === 401) res.setHeader('WWW-Authenticate', 'Bearer');
  let flushing: NodeJS.Timeout | undefined;
  answer.on('data', () => {
    flushing ??= setTimeout(() => {
      flushing = undefined;
      res.flush?.();
    }, FLUSH_AFTER_MS);
  });
  // A failure destroys the answer, so that the phone does not take the first half for all of it.
  pipeline(answer, res, () => clearTimeout(flushing));
}

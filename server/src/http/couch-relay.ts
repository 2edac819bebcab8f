import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { sendProblem } from './problem.ts';

/** The headers of an answer that the phone reads. The Date is ours, for the phone sets its clock by it. */
const ANSWER_HEADERS = ['content-type', 'content-length', 'etag', 'retry-after'] as const;

/** An idle connection is given up before CouchDB does it: a request on a connection that just closed would fail. */
const IDLE_MS = 30_000;

/** A heartbeat reaches the phone this soon; rows that follow one another closely are compressed together. */
const FLUSH_AFTER_MS = 20;

/** A request in the words in which CouchDB is asked. */
export interface RelayedRequest {
  /** With its query. */
  readonly path: string;
  /** JSON. */
  readonly body: string | undefined;
  /** Where a feed starts, which is where one that is ended with nothing new has come to. */
  readonly since: string | null;
  onGranted(): void;
  /** Each part of the answer, before it is compressed. */
  onBytes(bytes: number): void;
}

/** An answer on its way. */
export interface RelayedAnswer {
  /** Ends it: one that has brought nothing yet is completed as such, any other is cut. */
  end(): void;
}

/** Passes a request on to CouchDB with its caller's own token, and the answer back as it comes. */
export type CouchRelay = (req: Request, res: Response, request: RelayedRequest) => RelayedAnswer;

/** Whether a feed has said nothing but that it is open. */
const NOTHING_YET = /^\{"results":\[\s*$/;

/**
 * The way to CouchDB at `couchUrl`, whose credentials are not used: CouchDB decides what the caller's token may do.
 * When the phone leaves, so does the request to CouchDB.
 */
export function couchRelay(couchUrl: string, log: Logger): CouchRelay {
  const { protocol, hostname, port, pathname } = new URL(couchUrl);
  const isHttps = protocol === 'https:';
  const agent = new (isHttps ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: IDLE_MS });
  const send = isHttps ? httpsRequest : httpRequest;
  const base = pathname.replace(/\/+$/, '');

  return (req, res, request) => {
    let said = '';
    let isEnded = false;
    const cut = () => {
      // Half an answer must not look like a whole one.
      if (!isEnded) res.destroy();
    };
    const upstream = send({
      agent,
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port || (isHttps ? 443 : 80),
      method: req.method,
      path: `${base}${request.path}`,
      headers: requestHeaders(req, request.body),
    });
    res.on('close', () => {
      if (!res.writableFinished) upstream.destroy();
    });
    upstream.on('error', (error) => {
      if (res.closed || res.writableEnded) return;
      log.error({ requestId: req.id, err: error }, 'CouchDB did not answer');
      if (res.headersSent) cut();
      else sendProblem(res, 'database-unavailable');
    });
    upstream.on('response', (answer) => {
      if ((answer.statusCode ?? 500) < 400) request.onGranted();
      answer.on('data', (part: Buffer) => {
        request.onBytes(part.length);
        if (said === '' || NOTHING_YET.test(said)) said += part.toString();
      });
      relay(answer, res, cut);
    });
    upstream.end(request.body);
    return {
      end() {
        if (!NOTHING_YET.test(said) || !/^\d/.test(request.since ?? '')) return cut();
        isEnded = true;
        upstream.destroy();
        res.end(`],\n"last_seq":${JSON.stringify(request.since)},"pending":0}\n`);
      },
    };
  };
}

function requestHeaders(req: Request, body: string | undefined): Record<string, string> {
  return {
    accept: 'application/json',
    authorization: req.headers.authorization ?? '',
    ...(body === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
  };
}

function relay(answer: IncomingMessage, res: Response, cut: () => void): void {
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
  // Not a pipeline, which would end the phone's answer as the database's ends.
  answer.pipe(res).once('close', () => clearTimeout(flushing));
  answer.once('error', cut);
}

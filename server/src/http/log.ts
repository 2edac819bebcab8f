import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request } from 'express';
import { type DestinationStream, type Logger, pino } from 'pino';
import { pinoHttp } from 'pino-http';
import { routeOf } from './route-of.ts';

/** From how grave on something is logged. */
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** An error as the log may hold it: other properties of an exception may hold bodies, tokens and passwords. */
const loggedError = (error: unknown): object =>
  error instanceof Error
    ? { type: error.name, message: error.message, stack: error.stack }
    : { type: typeof error, message: 'not an Error' };

/** Structured logs, one JSON object a line. */
export const createLog = (level: LogLevel, destination?: DestinationStream): Logger => {
  const options = { level, base: null, serializers: { err: loggedError } };
  return destination ? pino(options, destination) : pino(options);
};

/** Parts of a path that are plain words: an id or a token is not one, wherever it stands. */
const WORD = /^[a-z][a-z-]{0,19}$/;

/**
 * The path as the log may hold it: of a known route its pattern with the ids, of a database the whole, of anything else
 * the words that it begins with. What a link carries instead of a password stays `:token`.
 */
function loggedPath(req: Request): string {
  const [path = ''] = req.originalUrl.split('?', 1);
  const route = routeOf(req);
  if (route === '/db') return path;
  if (route.includes(':')) return route.replace(/:id\b/g, String(req.params?.id));
  if (req.route) return route;
  const parts = path.split('/').slice(1);
  const secret = parts.findIndex((part, index) => !WORD.test(part) && !(index === 1 && part === 'v1'));
  return secret < 0 ? path : `/${[...parts.slice(0, secret), '…'].join('/')}`;
}

const PLAUSIBLE_ID = /^[\w-]{8,64}$/;

/** The id of a request, from the reverse proxy when it gave a plausible one; told to the caller as `X-Request-Id`. */
function requestId(req: IncomingMessage, res: ServerResponse): string {
  const given = req.headers['x-request-id'];
  const id = typeof given === 'string' && PLAUSIBLE_ID.test(given) ? given : randomUUID();
  res.setHeader('X-Request-Id', id);
  return id;
}

/**
 * Logs each request once it is answered: method, path without what is secret in it, status and time. Never a header.
 */
export const requestLog = (log: Logger) =>
  pinoHttp<Request>({
    logger: log,
    genReqId: requestId,
    quietReqLogger: true,
    quietResLogger: true,
    wrapSerializers: false,
    customAttributeKeys: { reqId: 'requestId', responseTime: 'ms' },
    // Only once it is answered is it known which route took it.
    customSuccessObject: (req, _res, fields: object) => ({ ...fields, req }),
    customErrorObject: (req, _res, _error, fields: object) => ({ ...fields, req }),
    serializers: {
      req: (req: Request) => ({ method: req.method, path: loggedPath(req) }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
      err: loggedError,
    },
    customLogLevel: (_req, res, error) => {
      if (error || res.statusCode >= 500) return 'error';
      return res.statusCode >= 400 ? 'warn' : 'info';
    },
    autoLogging: { ignore: (req) => req.url === '/health' || req.url === '/ready' },
  });

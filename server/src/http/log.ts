import type { IncomingMessage, ServerResponse } from 'node:http';
import { type DestinationStream, type Logger, pino } from 'pino';
import { pinoHttp } from 'pino-http';
import type { ServerConfig } from '../config.ts';
import { requestId } from './request-id.ts';

/** An error as the log may hold it: other properties of an exception may hold bodies, tokens and passwords. */
const loggedError = (error: unknown): object =>
  error instanceof Error
    ? { type: error.name, message: error.message, stack: error.stack }
    : { type: typeof error, message: 'not an Error' };

/** Structured logs, one JSON object a line. */
export const createLog = (level: ServerConfig['logLevel'], destination?: DestinationStream): Logger => {
  const options = { level, base: null, serializers: { err: loggedError } };
  return destination ? pino(options, destination) : pino(options);
};

/** Logs each request once it is answered: method, path without its query, status and time. No header is ever logged. */
export const requestLog = (log: Logger) =>
  pinoHttp<IncomingMessage, ServerResponse>({
    logger: log,
    genReqId: requestId,
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'requestId', responseTime: 'ms' },
    serializers: {
      req: (req: { method: string; url: string }) => ({ method: req.method, path: req.url.split('?', 1)[0] }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
      err: loggedError,
    },
    customLogLevel: (_req, res, error) => {
      if (error || res.statusCode >= 500) return 'error';
      return res.statusCode >= 400 ? 'warn' : 'info';
    },
    autoLogging: { ignore: (req) => req.url === '/health' || req.url === '/ready' },
  });

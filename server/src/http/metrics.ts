import { isIP } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { sendProblem } from './problem.ts';
import { routeOf } from './route-of.ts';

/** Measures every request, and answers GET /metrics in Prometheus's text format with all that `register` holds. */
export function metrics(register = new Registry()): {
  readonly measure: RequestHandler;
  readonly expose: RequestHandler;
} {
  collectDefaultMetrics({ register });
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers: [register],
  });
  return {
    measure(req, res, next) {
      // A streamed answer is watched by the log, the compressor, both ends of the pipe and us: more than Node expects.
      res.setMaxListeners(20);
      const stop = seconds.startTimer();
      res.once('close', () => stop({ method: req.method, route: routeOf(req), status: res.statusCode }));
      next();
    },
    async expose(req, res) {
      if (!isFromInside(req)) return sendProblem(res, 'not-found');
      res.type(register.contentType).send(await register.metrics());
    },
  };
}

/** Whether the request comes from this machine or its private network, and not through the public reverse proxy. */
function isFromInside(req: Request): boolean {
  const address = (req.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  if (isIP(address) === 0 || req.headers['x-forwarded-for'] !== undefined) return false;
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/i.test(address);
}

import type { Request } from 'express';

/**
 * The pattern of the route that took a request, never its path, which holds ids and secrets; `files` for the app's own.
 */
export function routeOf(req: Request): string {
  const pattern: unknown = req.route?.path;
  if (typeof pattern === 'string') return req.baseUrl + pattern;
  if (req.originalUrl.startsWith('/db/')) return '/db';
  return req.originalUrl.startsWith('/api/') ? '/api' : 'files';
}

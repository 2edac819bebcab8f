import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RequestHandler } from 'express';
import sirv from 'sirv';

/** What SvelteKit answers for a page that it did not write beforehand. */
const FALLBACK = '200.html';
/** Files whose name holds a hash of their content. */
const HASHED = /^\/_app\/immutable\//;

/**
 * The built app: precompressed files where the browser takes them, a year of cache for hashed ones, and none without
 * asking for the rest. A navigation to a page of the app gets the fallback; a missing file stays missing.
 */
export function staticFiles(clientDir: string | undefined): RequestHandler[] {
  if (clientDir === undefined || !existsSync(join(clientDir, FALLBACK))) return [];
  const serve = sirv(clientDir, {
    brotli: true,
    gzip: true,
    etag: true,
    single: FALLBACK,
    setHeaders: (res, pathname) =>
      res.setHeader('Cache-Control', HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache'),
  });
  return [
    (req, res, next) => {
      if (req.method === 'GET' || req.method === 'HEAD') serve(req, res, next);
      else next();
    },
  ];
}

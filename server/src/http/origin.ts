import type { RequestHandler } from 'express';
import { sendProblem } from './problem.ts';

/**
 * Refuses what another site's page sends: a browser puts an Origin on every POST. Beside SameSite=Strict, which does
 * not tell two subdomains of one site apart.
 */
export function sameOrigin(publicUrl: string | undefined): RequestHandler {
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  return (req, res, next) => {
    const origin = req.headers.origin;
    if (origin === undefined) return next();
    const host = URL.canParse(origin) ? new URL(origin).host : '';
    // Express's req.host honours X-Forwarded-Host from trusted proxies only.
    if (host !== '' && (host === req.host || host === publicHost)) return next();
    sendProblem(res, 'origin-refused');
  };
}

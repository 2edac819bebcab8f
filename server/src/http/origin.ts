import type { RequestHandler } from 'express';
import { sendProblem } from './problem.ts';

/**
 * Refuses what another site's page sends. Browsers say so themselves in Sec-Fetch-Site, whatever proxy stands between;
 * older ones put an Origin on every POST. Beside SameSite=Strict, which does not tell two subdomains of a site apart.
 */
export function sameOrigin(publicUrl: string | undefined): RequestHandler {
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  return (req, res, next) => {
    const site = req.headers['sec-fetch-site'];
    if (site !== undefined)
      return site === 'same-origin' || site === 'none' ? next() : sendProblem(res, 'origin-refused');
    const origin = req.headers.origin;
    if (origin === undefined) return next();
    const host = URL.canParse(origin) ? new URL(origin).host : '';
    // Express's req.host honours X-Forwarded-Host from trusted proxies only.
    if (host !== '' && (host === req.host || host === publicHost)) return next();
    sendProblem(res, 'origin-refused');
  };
}

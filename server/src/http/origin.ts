import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { RequestHandler } from 'express';
import { sendProblem } from './problem.ts';

/** A computer's own names in its own network, which nobody can register; nor can they one below localhost. */
const OWN_NAMES = ['localhost', hostname().toLowerCase(), `${hostname().toLowerCase()}.local`];

/**
 * Whether `host` (a name or address, with or without a port) is this installation: its public name, an address in
 * digits, or the computer's own name. A name that another site made point here is none of them.
 */
function isOwnHost(host: string, publicHost: string | undefined): boolean {
  if (host === publicHost) return true;
  if (!URL.canParse(`http://${host}`)) return false;
  const name = new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '');
  return isIP(name) !== 0 || OWN_NAMES.includes(name) || name.endsWith('.localhost');
}

/**
 * Refuses what another site's page sends. Browsers say so themselves in Sec-Fetch-Site, whatever proxy stands between;
 * older ones put an Origin on every POST. Both are true to the letter for a name of another site that points here: so
 * the host must be one of ours. Beside SameSite=Strict, which does not tell two subdomains of a site apart.
 */
export function sameOrigin(publicUrl: string | undefined): RequestHandler {
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host;
  const isOwn = (host: string) => isOwnHost(host, publicHost);
  return (req, res, next) => {
    // Express's req.host honours X-Forwarded-Host from trusted proxies only.
    const { host = '' } = req;
    if (!isOwn(host)) return sendProblem(res, 'host-refused');
    const { origin, 'sec-fetch-site': site } = req.headers;
    const from = origin !== undefined && URL.canParse(origin) ? new URL(origin).host : '';
    // A development server on another port of this computer passes on what its own page sends.
    const isSaidSo = (site === 'same-origin' || site === 'none') && (origin === undefined || isOwn(from));
    const isSeenSo = site === undefined && (origin === undefined || from === host || from === publicHost);
    if (isSaidSo || isSeenSo) next();
    else sendProblem(res, 'origin-refused');
  };
}

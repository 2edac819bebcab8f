import { createHash, createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { cookieShape } from './cookie.ts';
import { normaliseEmail } from './user-document.ts';

const LIFETIME_MS = 400 * 86_400_000;
const FORMAT = /^([\w-]{22})\.([\w-]{43})$/;

/**
 * The mark that a device keeps of each account that has signed in on it. It opens nothing: its tries are counted apart
 * from those of strangers, who cannot make its owner wait.
 */
export interface KnownDevices {
  /** The device's mark for the account, or null when it has none of ours. */
  of(req: Request, email: string): string | null;
  /** Gives the device a mark for the account, unless it has one. */
  remember(req: Request, res: Response, email: string): void;
}

/** The marks that `secret` authenticates. */
export function knownDevices(secret: KeyObject, publicUrl: string | undefined): KnownDevices {
  const macOf = (email: string, mark: string): string =>
    createHmac('sha256', secret)
      .update(`${normaliseEmail(email)} ${mark}`)
      .digest('base64url');
  // The account's address does not stand in it: a device may be shared.
  const nameOf = (email: string): string =>
    `device-${createHash('sha256').update(normaliseEmail(email)).digest('hex').slice(0, 16)}`;

  const of = (req: Request, email: string): string | null => {
    const value: unknown = req.cookies?.[cookieShape(req, publicUrl, nameOf(email)).name];
    const [, mark, mac] = (typeof value === 'string' ? FORMAT.exec(value) : null) ?? [];
    if (mark === undefined || mac === undefined) return null;
    return timingSafeEqual(new TextEncoder().encode(mac), new TextEncoder().encode(macOf(email, mark))) ? mark : null;
  };

  return {
    of,
    remember(req, res, email) {
      const mark = of(req, email) ?? randomBytes(16).toString('base64url');
      const { name, options } = cookieShape(req, publicUrl, nameOf(email));
      res.cookie(name, `${mark}.${macOf(email, mark)}`, { ...options, maxAge: LIFETIME_MS });
    },
  };
}

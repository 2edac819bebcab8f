import type { CookieOptions, Request, Response } from 'express';
import { REFRESH_TOKEN_DAYS } from './refresh-families.ts';

const REFRESH = 'refresh';

/** A cookie's name and how it is set. */
interface Shape {
  readonly name: string;
  readonly options: CookieOptions;
}

/**
 * Unreadable by scripts, never sent by another site. Over https its name says that no other host of the site, and no
 * page of http, can have set it, for which its path must be `/`; elsewhere it is sent only to the routes that need it.
 */
export function cookieShape(req: Request, publicUrl: string | undefined, name: string): Shape {
  const options = { httpOnly: true, sameSite: 'strict' } as const;
  return req.secure || publicUrl?.startsWith('https:')
    ? { name: `__Host-${name}`, options: { ...options, secure: true, path: '/' } }
    : { name, options: { ...options, secure: false, path: '/api/v1/auth' } };
}

/** The refresh token that came with a request. */
export const refreshTokenOf = (req: Request, publicUrl: string | undefined): string | null => {
  const value: unknown = req.cookies?.[cookieShape(req, publicUrl, REFRESH).name];
  return typeof value === 'string' && value !== '' ? value : null;
};

export const setRefreshCookie = (req: Request, res: Response, token: string, publicUrl: string | undefined): void => {
  const { name, options } = cookieShape(req, publicUrl, REFRESH);
  res.cookie(name, token, { ...options, maxAge: REFRESH_TOKEN_DAYS * 86_400_000 });
};

export const clearRefreshCookie = (req: Request, res: Response, publicUrl: string | undefined): void => {
  const { name, options } = cookieShape(req, publicUrl, REFRESH);
  res.clearCookie(name, options);
};

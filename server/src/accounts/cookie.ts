import type { CookieOptions, Request, Response } from 'express';
import { REFRESH_TOKEN_DAYS } from './refresh-families.ts';

const NAME = 'refresh';

/** Sent only to the routes that need it, unreadable by scripts, never by another site. */
const options = (req: Request, publicUrl: string | undefined): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  secure: req.secure || (publicUrl?.startsWith('https:') ?? false),
  path: '/api/v1/auth',
});

/** The refresh token that came with a request. */
export const refreshTokenOf = (req: Request): string | null => {
  const value: unknown = req.cookies?.[NAME];
  return typeof value === 'string' && value !== '' ? value : null;
};

export const setRefreshCookie = (req: Request, res: Response, token: string, publicUrl: string | undefined): void => {
  res.cookie(NAME, token, { ...options(req, publicUrl), maxAge: REFRESH_TOKEN_DAYS * 86_400_000 });
};

export const clearRefreshCookie = (req: Request, res: Response, publicUrl: string | undefined): void => {
  res.clearCookie(NAME, options(req, publicUrl));
};

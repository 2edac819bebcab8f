import { type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { sendProblem } from '../http/problem.ts';
import { addressOf, networkOf } from '../http/rate-limit.ts';
import { isVisibleText, readBody } from '../http/validate.ts';
import { clearRefreshCookie, refreshTokenOf, setRefreshCookie } from './cookie.ts';
import type { KnownDevices } from './known-device.ts';
import { type LoginLimit, sendWait } from './login-limit.ts';
import type { Guard } from './require-user.ts';
import type { Session, SessionService } from './session-service.ts';
import { normaliseEmail } from './user-document.ts';

/** A phone's own secret: 32 random bytes, in letters that no header or log changes. */
const phoneKey = z.string().regex(/^[\w-]{43,128}$/, { error: 'La clé du téléphone n’est pas valable.' });

const loginBody = z.strictObject({
  email: z
    .string({ error: 'Indiquez votre e-mail.' })
    .trim()
    .min(1, { error: 'Indiquez votre e-mail.' })
    .max(254)
    .refine(isVisibleText, { error: 'Cet e-mail n’est pas valable.' }),
  password: z
    .string({ error: 'Indiquez votre mot de passe.' })
    .min(1, { error: 'Indiquez votre mot de passe.' })
    .max(200),
  key: phoneKey.optional(),
});

const refreshBody = z.strictObject({ key: phoneKey, next: phoneKey });

const answer = ({ accessToken, expiresIn, user }: Session) => ({ accessToken, expiresIn, user });

/** POST login, refresh, logout; GET me. */
export function authRoutes(parts: {
  readonly sessions: SessionService;
  readonly guard: Guard;
  readonly loginLimit: LoginLimit;
  readonly devices: KnownDevices;
  readonly ownOrigin: RequestHandler;
  readonly publicUrl: string | undefined;
  readonly now: () => Date;
}): Router {
  const { sessions, guard, loginLimit, devices, ownOrigin, publicUrl, now } = parts;
  const router = Router();

  router.post('/login', ownOrigin, async (req, res) => {
    const body = readBody(loginBody, req, res);
    if (!body) return;
    const attempt = loginLimit.begin({
      account: normaliseEmail(body.email),
      address: addressOf(req),
      network: networkOf(req),
      device: devices.of(req, body.email),
    });
    if (typeof attempt === 'number') return sendWait(res, attempt);
    const session = await sessions.login(body.email, body.password, body.key ?? null, now());
    // Only a wrong password is a failure: nobody else learns that an account is closed.
    if (session.ok || session.error !== 'invalid-credentials') attempt.forgive();
    if (!session.ok) return sendProblem(res, session.error);
    devices.remember(req, res, body.email);
    setRefreshCookie(req, res, session.value.refreshToken, publicUrl);
    res.json(answer(session.value));
  });

  router.post('/refresh', ownOrigin, async (req, res) => {
    const token = refreshTokenOf(req, publicUrl);
    if (token === null) return sendProblem(res, 'session-expired');
    // A phone that has told no key has nothing to prove.
    const proof = req.body === undefined ? null : readBody(refreshBody, req, res);
    if (res.headersSent) return;
    const session = await sessions.refresh(token, proof, now());
    if (!session.ok) {
      clearRefreshCookie(req, res, publicUrl);
      return sendProblem(res, session.error);
    }
    setRefreshCookie(req, res, session.value.refreshToken, publicUrl);
    res.json(answer(session.value));
  });

  router.post('/logout', ownOrigin, async (req, res) => {
    const token = refreshTokenOf(req, publicUrl);
    if (token !== null) await sessions.logout(token, now());
    clearRefreshCookie(req, res, publicUrl);
    res.status(204).end();
  });

  router.get(
    '/me',
    guard.user(async (_req, res, user) => {
      res.json({ user: await sessions.account(user) });
    }),
  );
  return router;
}

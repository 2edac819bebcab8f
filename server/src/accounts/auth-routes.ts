import type { RequestHandler, Router } from 'express';
import { addressOf, networkOf } from '../http/rate-limit.ts';
import { apiRoutes } from './api-routes.ts';
import { clearRefreshCookie, refreshTokenOf, setRefreshCookie } from './cookie.ts';
import type { KnownDevices } from './known-device.ts';
import { type LoginLimit, sendWait } from './login-limit.ts';
import { LOGIN, LOGOUT, ME, REFRESH } from './operations.ts';
import type { Guard } from './require-user.ts';
import type { Session, SessionService } from './session-service.ts';
import { normaliseEmail } from './user-document.ts';

const answer = ({ accessToken, expiresIn, user }: Session) => ({ accessToken, expiresIn, user });

/** Sessions: how they begin, go on and end. */
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
  const routes = apiRoutes(guard);

  routes.on(
    LOGIN,
    async ({ req, res, body, send, refuse }) => {
      // However somebody is named, guesses at them are counted together.
      const account = await sessions.accountOf(body.email);
      const attempt = loginLimit.begin({
        account: normaliseEmail(account),
        address: addressOf(req),
        network: networkOf(req),
        device: devices.of(req, account),
      });
      if (typeof attempt === 'number') return sendWait(res, attempt);
      const session = await sessions.login(body.email, body.password, body.key ?? null, now());
      // Only a wrong password is a failure: nobody else learns that an account is closed.
      if (session.ok || session.error !== 'invalid-credentials') attempt.forgive();
      if (!session.ok) return refuse(session.error);
      devices.remember(req, res, session.value.user.email);
      setRefreshCookie(req, res, session.value.refreshToken, publicUrl);
      send(200, answer(session.value));
    },
    ownOrigin,
  );

  routes.on(
    REFRESH,
    async ({ req, res, body, send, refuse }) => {
      const token = refreshTokenOf(req, publicUrl);
      if (token === null) return refuse('session-expired');
      // A phone that has told no key has nothing to prove.
      const { key, next } = body ?? {};
      const session = await sessions.refresh(token, key && next ? { key, next } : null, now());
      if (!session.ok) {
        clearRefreshCookie(req, res, publicUrl);
        return refuse(session.error);
      }
      setRefreshCookie(req, res, session.value.refreshToken, publicUrl);
      send(200, answer(session.value));
    },
    ownOrigin,
  );

  routes.on(
    LOGOUT,
    async ({ req, res, send }) => {
      const token = refreshTokenOf(req, publicUrl);
      if (token !== null) await sessions.logout(token, now());
      clearRefreshCookie(req, res, publicUrl);
      send(204);
    },
    ownOrigin,
  );

  routes.on(ME, async ({ caller, send }) => send(200, { user: await sessions.account(caller) }));
  return routes.router;
}

import type { Router } from 'express';
import { addressOf, networkOf } from '../http/rate-limit.ts';
import { apiRoutes } from './api-routes.ts';
import { COMPANION_TOKEN, JOIN_PHONE, LEAVE_PHONE } from './companion-operations.ts';
import { type LoginLimit, sendWait } from './login-limit.ts';
import type { Guard } from './require-user.ts';
import type { SessionService } from './session-service.ts';

/** Other people of the shop on the phone of whoever calls. */
export function companionRoutes(
  sessions: Pick<SessionService, 'accountOf' | 'joinPhone' | 'besideToken' | 'leavePhone'>,
  logins: LoginLimit,
  guard: Guard,
  now: () => Date,
): Router {
  return apiRoutes(guard)
    .on(JOIN_PHONE, async ({ caller, sessionId, req, res, body, send, refuse }) => {
      // Whoever holds an open phone guesses the others' passwords no more often than a stranger does.
      const account = await sessions.accountOf(body.email);
      const attempt = logins.begin({ account, address: addressOf(req), network: networkOf(req), device: null });
      if (typeof attempt === 'number') return sendWait(res, attempt);
      const host = { userId: caller.id, sessionId, tenantId: caller.tenantId };
      const joined = await sessions.joinPhone(body.email, body.password, host, now());
      if (joined.ok || joined.error !== 'invalid-credentials') attempt.forgive();
      if (!joined.ok) return refuse(joined.error);
      send(201, { user: joined.value });
    })
    .on(COMPANION_TOKEN, async ({ caller, sessionId, params, send, refuse }) => {
      const given = await sessions.besideToken(params.id, { userId: caller.id, sessionId }, now());
      if (!given) return refuse('not-found');
      send(200, given);
    })
    .on(LEAVE_PHONE, async ({ caller, sessionId, params, send, refuse }) => {
      const hasLeft = await sessions.leavePhone(params.id, { userId: caller.id, sessionId }, now());
      if (!hasLeft) return refuse('not-found');
      send(204);
    }).router;
}

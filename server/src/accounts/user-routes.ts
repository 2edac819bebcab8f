import { Router } from 'express';
import { sendProblem } from '../http/problem.ts';
import { addressOf, networkOf } from '../http/rate-limit.ts';
import { readBody, readBodySlowly } from '../http/validate.ts';
import { type AddressLimit, type LoginLimit, sendWait } from './login-limit.ts';
import type { Guard } from './require-user.ts';
import { ownChanges, ownPassword, userChanges, userInput } from './user-input.ts';
import type { UserService } from './user-service.ts';

const EVERYBODY = ['admin', 'user', 'viewer'] as const;

/**
 * GET and POST users, PATCH users/:id: a shop's administrator and that shop's users. users/me: everybody and
 * themselves.
 */
export function userRoutes(
  users: UserService,
  guard: Guard,
  limits: { readonly logins: LoginLimit; readonly addresses: AddressLimit },
  now: () => Date,
): Router {
  const router = Router();

  router.get(
    '/',
    guard.member(['admin'], async (_req, res, admin) => {
      res.json({ users: await users.list(admin.tenantId) });
    }),
  );

  router.post(
    '/',
    guard.member(['admin'], async (req, res, admin) => {
      const body = await readBodySlowly(userInput, req, res);
      if (!body) return;
      const attempt = limits.addresses.begin(admin.tenantId);
      if (typeof attempt === 'number') return sendWait(res, attempt);
      const created = await users.create(admin.tenantId, body, admin.id, now());
      if (created.ok) attempt.forgive();
      if (!created.ok) return sendProblem(res, created.error);
      res.status(201).location(`/api/v1/users/${created.value.id}`).json({ user: created.value });
    }),
  );

  router.get(
    '/me',
    guard.member(EVERYBODY, async (_req, res, user) => {
      res.json({ user });
    }),
  );

  router.patch(
    '/me',
    guard.member(EVERYBODY, async (req, res, { tenantId, id }) => {
      const body = readBody(ownChanges, req, res);
      if (!body) return;
      const changed = await users.change(tenantId, id, body, id, now());
      if (!changed.ok) return sendProblem(res, changed.error);
      res.json({ user: changed.value });
    }),
  );

  router.put(
    '/me/password',
    guard.user(async (req, res, { id, email }, sessionId) => {
      const body = await readBodySlowly(ownPassword, req, res);
      if (!body) return;
      // A session is as good as a known device: whoever found the phone open guesses no more often than at the login.
      const by = { account: email, address: addressOf(req), network: networkOf(req), device: sessionId };
      const attempt = limits.logins.begin(by);
      if (typeof attempt === 'number') return sendWait(res, attempt);
      const changed = await users.changePassword({ id, sessionId }, body.current, body.password, now());
      if (!changed.ok) return sendProblem(res, changed.error);
      attempt.forgive();
      res.json({ user: changed.value });
    }),
  );

  router.patch(
    '/:id',
    guard.member(['admin'], async (req, res, admin) => {
      const body = await readBodySlowly(userChanges, req, res);
      if (!body) return;
      const changed = await users.change(admin.tenantId, String(req.params.id), body, admin.id, now());
      if (!changed.ok) return sendProblem(res, changed.error);
      res.json({ user: changed.value });
    }),
  );
  return router;
}

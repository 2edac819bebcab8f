import type { Router } from 'express';
import { pageOf } from '../http/page.ts';
import { addressOf, networkOf } from '../http/rate-limit.ts';
import { apiRoutes } from './api-routes.ts';
import { type AddressLimit, type LoginLimit, sendWait } from './login-limit.ts';
import { CHANGE_OWN_USER, CHANGE_PASSWORD, CHANGE_USER, CREATE_USER, LIST_USERS, OWN_USER } from './operations.ts';
import type { Guard } from './require-user.ts';
import type { UserService } from './user-service.ts';

/** A shop's administrator and that shop's users; everybody and themselves. */
export const userRoutes = (
  users: UserService,
  guard: Guard,
  limits: { readonly logins: LoginLimit; readonly addresses: AddressLimit },
  now: () => Date,
): Router =>
  apiRoutes(guard)
    .on(LIST_USERS, async ({ caller, query, send }) => {
      const { items, next } = pageOf(await users.list(caller.tenantId), query);
      send(200, { users: items, next });
    })
    .on(CREATE_USER, async ({ caller: admin, body, res, send, refuse }) => {
      const attempt = limits.addresses.begin(admin.tenantId);
      if (typeof attempt === 'number') return sendWait(res, attempt);
      const created = await users.create(admin.tenantId, body, admin.id, now());
      if (created.ok) attempt.forgive();
      if (!created.ok) return refuse(created.error);
      res.location(`/api/v1/users/${created.value.id}`);
      send(201, { user: created.value });
    })
    .on(OWN_USER, async ({ caller, send }) => send(200, { user: caller }))
    .on(CHANGE_OWN_USER, async ({ caller: { tenantId, id }, body, send, refuse }) => {
      const changed = await users.change(tenantId, id, body, id, now());
      if (!changed.ok) return refuse(changed.error);
      send(200, { user: changed.value });
    })
    .on(CHANGE_PASSWORD, async ({ caller: { id, email }, sessionId, req, res, body, send, refuse }) => {
      // A session is as good as a known device: whoever found the phone open guesses no more often than at the login.
      const by = { account: email, address: addressOf(req), network: networkOf(req), device: sessionId };
      const attempt = limits.logins.begin(by);
      if (typeof attempt === 'number') return sendWait(res, attempt);
      const changed = await users.changePassword({ id, sessionId }, body.current, body.password, now());
      if (!changed.ok) return refuse(changed.error);
      attempt.forgive();
      send(200, { user: changed.value });
    })
    .on(CHANGE_USER, async ({ caller: admin, params, body, send, refuse }) => {
      const changed = await users.change(admin.tenantId, params.id, body, admin.id, now());
      if (!changed.ok) return refuse(changed.error);
      send(200, { user: changed.value });
    }).router;

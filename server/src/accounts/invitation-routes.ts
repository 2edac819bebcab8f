import type { Router } from 'express';
import { pageOf } from '../http/page.ts';
import { apiRoutes } from './api-routes.ts';
import {
  ACCEPT_INVITATION,
  CREATE_INVITATION,
  LIST_INVITATIONS,
  OPEN_INVITATION,
  REVOKE_INVITATION,
} from './invitation-operations.ts';
import type { Invitations } from './invitations.ts';
import { type AddressLimit, sendWait } from './login-limit.ts';
import type { Guard } from './require-user.ts';
import type { TenantStore } from './tenant-store.ts';

/** Links that a shop's administrator hands over, and what whoever holds one does with it. */
export const invitationRoutes = (
  parts: {
    readonly invitations: Invitations;
    readonly tenants: Pick<TenantStore, 'shopName'>;
    readonly addresses: AddressLimit;
  },
  guard: Guard,
  now: () => Date,
): Router => {
  const { invitations, tenants, addresses } = parts;
  return apiRoutes(guard)
    .on(LIST_INVITATIONS, async ({ caller: { tenantId }, query, send }) => {
      const { items, next } = pageOf(await invitations.list(tenantId), query);
      send(200, { invitations: items, next });
    })
    .on(CREATE_INVITATION, async ({ caller, body, send }) => send(201, await invitations.create(body, caller, now())))
    .on(REVOKE_INVITATION, async ({ caller: { tenantId }, params: { id }, send, refuse }) => {
      const invitation = await invitations.revoke(tenantId, id, now());
      if (!invitation) return refuse('not-found');
      send(200, { invitation });
    })
    .on(OPEN_INVITATION, async ({ body: { token }, send, refuse }) => {
      const opened = await invitations.open(token, now());
      if (!opened) return refuse('invitation-gone');
      const { name, role, tenantId } = opened;
      send(200, { name, role, shopName: await tenants.shopName(tenantId) });
    })
    .on(ACCEPT_INVITATION, async ({ body: { token, email, password }, res, send, refuse }) => {
      const opened = await invitations.open(token, now());
      if (!opened) return refuse('invitation-gone');
      // Whoever holds a link learns of few addresses whether they have an account.
      const attempt = addresses.begin(opened.tenantId);
      if (typeof attempt === 'number') return sendWait(res, attempt);
      const accepted = await invitations.accept(token, { email, password }, now());
      if (accepted.ok || accepted.error !== 'email-taken') attempt.forgive();
      if (!accepted.ok) return refuse(accepted.error);
      send(201, { user: accepted.value });
    }).router;
};

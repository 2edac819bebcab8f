import type { Router } from 'express';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard } from '../accounts/require-user.ts';
import type { Services } from '../accounts/services.ts';
import { userRateLimit } from '../http/rate-limit.ts';
import { deliveryKey } from './delivery.ts';
import { TEST_ALERT } from './operations.ts';
import type { Outbox } from './outbox/outbox.ts';
import { testDeliveries } from './test-message.ts';

/** Tests that a shop's user may ask for in a minute: they cost money, and reach other people. */
const TESTS_PER_MINUTE = 5;

/** Sends a marked message to an alert's recipients now; answers which, and who cannot be reached. */
export const testRoutes = (
  outbox: Outbox,
  { users, tenants }: Pick<Services, 'users' | 'tenants'>,
  guard: Guard,
  now: () => Date,
): Router =>
  apiRoutes(guard).on(
    TEST_ALERT,
    async ({ caller: { tenantId, name }, body, send, refuse }) => {
      const people = (await users.store.list(tenantId)).filter(({ isActive }) => isActive);
      const shopName = (await tenants.store.shopName(tenantId)) ?? 'Votre boutique';
      const { deliveries, skipped } = testDeliveries(body.alert, { tenantId, name: shopName, people }, name, now());
      if (deliveries.length > (await outbox.left(tenantId))) return refuse('too-many-messages');
      await outbox.enqueue(deliveries);
      send(202, {
        deliveries: deliveries.map(({ id, channel, recipient }) => ({ id: deliveryKey(id), channel, recipient })),
        skipped,
      });
    },
    userRateLimit(TESTS_PER_MINUTE),
  ).router;

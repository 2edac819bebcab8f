import { Router } from 'express';
import type { Guard } from '../accounts/require-user.ts';
import type { Services } from '../accounts/services.ts';
import { sendProblem } from '../http/problem.ts';
import { userRateLimit } from '../http/rate-limit.ts';
import { readBody } from '../http/validate.ts';
import { deliveryKey } from './delivery.ts';
import type { Outbox } from './outbox/outbox.ts';
import { testDeliveries, testInput } from './test-message.ts';

/** Tests that a shop's user may ask for in a minute: they cost money, and reach other people. */
const TESTS_PER_MINUTE = 5;

/** POST alerts/test: sends a marked message to the alert's recipients now; answers which, and who cannot be reached. */
export function testRoutes(
  outbox: Outbox,
  { users, tenants }: Pick<Services, 'users' | 'tenants'>,
  guard: Guard,
  now: () => Date,
): Router {
  const router = Router();
  router.post(
    '/test',
    userRateLimit(TESTS_PER_MINUTE),
    guard.member(['admin', 'user'], async (req, res, { tenantId, name }) => {
      const body = readBody(testInput, req, res);
      if (!body) return;
      const people = (await users.store.list(tenantId)).filter(({ isActive }) => isActive);
      const shopName = (await tenants.store.shopName(tenantId)) ?? 'Votre boutique';
      const { deliveries, skipped } = testDeliveries(body.alert, { tenantId, name: shopName, people }, name, now());
      if (deliveries.length > (await outbox.left(tenantId))) return sendProblem(res, 'too-many-messages');
      await outbox.enqueue(deliveries);
      res.status(202).json({
        deliveries: deliveries.map(({ id, channel, recipient }) => ({ id: deliveryKey(id), channel, recipient })),
        skipped,
      });
    }),
  );
  return router;
}

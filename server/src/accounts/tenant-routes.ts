import { Router } from 'express';
import { sendProblem } from '../http/problem.ts';
import { readBodySlowly } from '../http/validate.ts';
import type { Guard } from './require-user.ts';
import { tenantInput } from './tenant-input.ts';
import type { TenantService } from './tenant-service.ts';

/** GET and POST tenants: the platform's administrator and the shops. */
export function tenantRoutes(tenants: TenantService, guard: Guard, now: () => Date): Router {
  const router = Router();

  router.get(
    '/',
    guard.platform(async (_req, res) => {
      res.json({ tenants: await tenants.list() });
    }),
  );

  router.post(
    '/',
    guard.platform(async (req, res, user) => {
      const body = await readBodySlowly(tenantInput, req, res);
      if (!body) return;
      const created = await tenants.create(body, user.id, now());
      if (!created.ok) return sendProblem(res, created.error);
      res.status(201).json(created.value);
    }),
  );
  return router;
}

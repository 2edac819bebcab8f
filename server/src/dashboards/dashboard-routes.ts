import { Router } from 'express';
import type { Guard } from '../auth/require-user.ts';
import type { TenantStore } from '../tenants/tenant-store.ts';
import { overviews } from './overviews.ts';

/** GET dashboards/overview: what the Accueil shows, for the shop's own users. */
export function dashboardRoutes(tenants: TenantStore, guard: Guard, now: () => Date): Router {
  const router = Router();
  const overviewOf = overviews();
  router.get(
    '/overview',
    guard.member(['admin', 'user', 'viewer'], async (_req, res, member) => {
      res.setHeader('Cache-Control', 'private, no-cache');
      res.json(await overviewOf(tenants.shop(member.tenantId), now()));
    }),
  );
  return router;
}

import { Router } from 'express';
import type { Guard } from '../auth/require-user.ts';
import type { TenantStore } from '../tenants/tenant-store.ts';
import { shopOverview } from './overview-service.ts';

/** GET dashboards/overview: what the Accueil shows, for the shop's own users. */
export function dashboardRoutes(tenants: TenantStore, guard: Guard, now: () => Date): Router {
  const router = Router();
  router.get(
    '/overview',
    guard.member(['admin', 'user', 'viewer'], async (_req, res, member) => {
      res.setHeader('Cache-Control', 'private, no-cache');
      res.json(await shopOverview(tenants.shop(member.tenantId), now()));
    }),
  );
  return router;
}

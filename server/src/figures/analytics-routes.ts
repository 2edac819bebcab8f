import { productId } from '@digiboost/domain/documents';
import { Router } from 'express';
import type { Guard } from '../accounts/require-user.ts';
import type { TenantStore } from '../accounts/tenant-store.ts';
import { sendProblem } from '../http/problem.ts';
import { readQuery } from '../http/validate.ts';
import type { OfShop } from '../shop/kept.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import { sendAnswer, sendFigures } from './answers.ts';
import { productReport } from './product-report.ts';
import { kpisQuery, noQuery } from './queries.ts';
import { shopKpis } from './shop-kpis.ts';

/** GET analytics/kpis and analytics/products/:id, for the shop's own users; `id` with or without "product:". */
export function analyticsRoutes(
  tenants: TenantStore,
  guard: Guard,
  now: () => Date,
  figuresOf: OfShop<WholeBook>,
): Router {
  const router = Router();
  router.get(
    '/kpis',
    guard.member(['admin', 'user', 'viewer'], async (req, res, member) => {
      const query = readQuery(kpisQuery, req, res);
      if (!query) return;
      const shop = await figuresOf(tenants.shop(member.tenantId), now());
      sendAnswer(res, shop, `kpis ${query.days}`, () => shopKpis(shop, query));
    }),
  );
  router.get(
    '/products/:id',
    guard.member(['admin', 'user', 'viewer'], async (req, res, member) => {
      if (!readQuery(noQuery, req, res)) return;
      const shop = tenants.shop(member.tenantId);
      const figures = await figuresOf(shop, now());
      const served = figures.products.get(productId(String(req.params.id).replace(/^product:/, '')));
      if (!served) return sendProblem(res, 'not-found');
      sendFigures(res, await productReport(shop, figures, served));
    }),
  );
  return router;
}

import { Router } from 'express';
import type { z } from 'zod';
import type { Guard } from '../accounts/require-user.ts';
import type { TenantStore } from '../accounts/tenant-store.ts';
import { readQuery } from '../http/validate.ts';
import { kept, type OfShop } from '../shop/kept.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import { sendAnswer, sendFigures } from './answers.ts';
import { shopOverview } from './overview-service.ts';
import { predictions } from './predictions.ts';
import { predictionsQuery, salesQuery, stockQuery } from './queries.ts';
import { salesAnalysis } from './sales-analysis.ts';
import { stockDetail } from './stock-detail.ts';

const KEPT_OVERVIEWS = 200;

/**
 * GET dashboards/overview, stock-detail, sales-analysis, predictions: what the app's screens show, for the shop's own
 * users.
 */
export function dashboardRoutes(
  tenants: TenantStore,
  guard: Guard,
  now: () => Date,
  figuresOf: OfShop<WholeBook>,
): Router {
  const router = Router();
  const overviewOf = kept(shopOverview, KEPT_OVERVIEWS);
  router.get(
    '/overview',
    guard.member(['admin', 'user', 'viewer'], async (_req, res, member) => {
      sendFigures(res, await overviewOf(tenants.shop(member.tenantId), now()));
    }),
  );
  const figures = <S extends z.ZodType>(
    path: string,
    schema: S,
    answer: (shop: WholeBook, query: z.infer<S>) => unknown,
  ) =>
    router.get(
      path,
      guard.member(['admin', 'user', 'viewer'], async (req, res, member) => {
        const query = readQuery(schema, req, res);
        if (query === null) return;
        const shop = await figuresOf(tenants.shop(member.tenantId), now());
        sendAnswer(res, shop, `${path} ${JSON.stringify(query)}`, () => answer(shop, query));
      }),
    );
  figures('/stock-detail', stockQuery, stockDetail);
  figures('/sales-analysis', salesQuery, salesAnalysis);
  figures('/predictions', predictionsQuery, predictions);
  return router;
}

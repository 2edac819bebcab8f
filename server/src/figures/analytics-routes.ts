import { productId } from '@digiboost/domain/documents';
import type { Router } from 'express';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard } from '../accounts/require-user.ts';
import type { TenantStore } from '../accounts/tenant-store.ts';
import type { OfShop } from '../shop/kept.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import { sendFigures } from './answers.ts';
import { KPIS, PRODUCT_REPORT } from './operations.ts';
import { productReport } from './product-report.ts';
import { shopKpis } from './shop-kpis.ts';

/** The shop's indicators and each product in detail, for the shop's own users. */
export const analyticsRoutes = (
  tenants: TenantStore,
  guard: Guard,
  now: () => Date,
  books: OfShop<WholeBook>,
): Router =>
  apiRoutes(guard)
    .on(KPIS, async (call) => {
      const book = await books(tenants.shop(call.caller.tenantId), now());
      await sendFigures(call, book, () => shopKpis(book, call.query));
    })
    .on(PRODUCT_REPORT, async (call) => {
      const shop = tenants.shop(call.caller.tenantId);
      const book = await books(shop, now());
      const served = book.products.get(productId(call.params.id.replace(/^product:/, '')));
      await sendFigures(call, book, () => (served ? productReport(shop, book, served) : null));
    }).router;

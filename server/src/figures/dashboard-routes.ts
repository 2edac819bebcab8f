import { ledgerLine, type Overview, overview } from '@digiboost/domain/kpis';
import type { Router } from 'express';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard, Member } from '../accounts/require-user.ts';
import type { TenantStore } from '../accounts/tenant-store.ts';
import type { OfShop } from '../shop/kept.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import { sendFigures } from './answers.ts';
import { expiringOf } from './expiring.ts';
import { EXPIRY, OVERVIEW, PREDICTIONS, SALES_ANALYSIS, STOCK_DETAIL } from './operations.ts';
import { predictions } from './predictions.ts';
import { salesAnalysis } from './sales-analysis.ts';
import { stockDetail } from './stock-detail.ts';

/** What the Accueil shows, as the shop's phones compute it from the same documents. */
const shopOverview = ({ products, totals, today }: WholeBook): Overview =>
  overview([...products.values()].map(ledgerLine), totals, today);

/** What the app's screens show, for the shop's own users. */
export function dashboardRoutes(tenants: TenantStore, guard: Guard, now: () => Date, books: OfShop<WholeBook>): Router {
  const bookOf = ({ tenantId }: Member) => books(tenants.shop(tenantId), now());
  return apiRoutes(guard)
    .on(OVERVIEW, async (call) => {
      const book = await bookOf(call.caller);
      await sendFigures(call, book, () => shopOverview(book));
    })
    .on(STOCK_DETAIL, async (call) => {
      const book = await bookOf(call.caller);
      await sendFigures(call, book, () => stockDetail(book, call.query));
    })
    .on(EXPIRY, async (call) => {
      const book = await bookOf(call.caller);
      await sendFigures(call, book, () => expiringOf(tenants.shop(call.caller.tenantId), book));
    })
    .on(SALES_ANALYSIS, async (call) => {
      const book = await bookOf(call.caller);
      await sendFigures(call, book, () => salesAnalysis(book, call.query));
    })
    .on(PREDICTIONS, async (call) => {
      const book = await bookOf(call.caller);
      await sendFigures(call, book, () => predictions(book, call.query));
    }).router;
}

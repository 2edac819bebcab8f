import { addDays } from '@digiboost/domain/shared/day';
import { purchaseBrief, purchaseChange, salesChange, stockChange, stockDiagnosis } from '@digiboost/domain/shop';
import type { Router } from 'express';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard, Member } from '../accounts/require-user.ts';
import type { TenantStore } from '../accounts/tenant-store.ts';
import type { OfShop } from '../shop/kept.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import { sendFigures } from './answers.ts';
import { PURCHASE_BRIEF, SALES_CHANGE, STOCK_DIAGNOSIS } from './operations.ts';

/** The `days` days that end today. */
const lastDays = ({ today }: WholeBook, days: number) => ({ from: addDays(today, 1 - days), to: today });

/** The sales of the `days` days that end today, without the lists that the screens show. */
export function salesChangeOf(book: WholeBook, days: number) {
  const { report: _, ...change } = salesChange(book, lastDays(book, days));
  return change;
}

/** How the stock stands, and what of it changed in the `days` days that end today. */
export const stockDiagnosisOf = (book: WholeBook, days: number) => ({
  ...stockDiagnosis(book),
  change: stockChange(book, lastDays(book, days)),
});

/** What to order, and what changed in the `days` days that end today of what there is to buy. */
export const purchaseBriefOf = (book: WholeBook, budget: number | null, days: number) => ({
  ...purchaseBrief(book, budget),
  change: purchaseChange(book, lastDays(book, days)),
});

/** The agent's views: what an assistant needs to answer a manager, in one call each. */
export function agentRoutes(tenants: TenantStore, guard: Guard, now: () => Date, books: OfShop<WholeBook>): Router {
  const bookOf = ({ tenantId }: Member) => books(tenants.shop(tenantId), now());
  return apiRoutes(guard)
    .on(STOCK_DIAGNOSIS, async (call) => {
      const book = await bookOf(call.caller);
      await sendFigures(call, book, () => stockDiagnosisOf(book, call.query.days));
    })
    .on(SALES_CHANGE, async (call) => {
      const book = await bookOf(call.caller);
      await sendFigures(call, book, () => salesChangeOf(book, call.query.days));
    })
    .on(PURCHASE_BRIEF, async (call) => {
      const book = await bookOf(call.caller);
      await sendFigures(call, book, () => purchaseBriefOf(book, call.query.budget ?? null, call.query.days));
    }).router;
}

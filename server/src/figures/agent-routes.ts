import { addDays } from '@digiboost/domain/shared/day';
import { purchaseBrief, salesChange, stockDiagnosis } from '@digiboost/domain/shop';
import type { Router } from 'express';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard, Member } from '../accounts/require-user.ts';
import type { TenantStore } from '../accounts/tenant-store.ts';
import type { OfShop } from '../shop/kept.ts';
import type { WholeBook } from '../shop/shop-books.ts';
import { sendFigures } from './answers.ts';
import { PURCHASE_BRIEF, SALES_CHANGE, STOCK_DIAGNOSIS } from './operations.ts';

/** The sales of the `days` days that end today, without the lists that the screens show. */
export function salesChangeOf(book: WholeBook, days: number) {
  const { report: _, ...change } = salesChange(book, { from: addDays(book.today, 1 - days), to: book.today });
  return change;
}

/** The agent's views: what an assistant needs to answer a manager, in one call each. */
export function agentRoutes(tenants: TenantStore, guard: Guard, now: () => Date, books: OfShop<WholeBook>): Router {
  const bookOf = ({ tenantId }: Member) => books(tenants.shop(tenantId), now());
  return apiRoutes(guard)
    .on(STOCK_DIAGNOSIS, async (call) => {
      const book = await bookOf(call.caller);
      await sendFigures(call, book, () => stockDiagnosis(book));
    })
    .on(SALES_CHANGE, async (call) => {
      const book = await bookOf(call.caller);
      await sendFigures(call, book, () => salesChangeOf(book, call.query.days));
    })
    .on(PURCHASE_BRIEF, async (call) => {
      const book = await bookOf(call.caller);
      await sendFigures(call, book, () => purchaseBrief(book, call.query.budget ?? null));
    }).router;
}

import type { Router } from 'express';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard, Member } from '../accounts/require-user.ts';
import type { TenantStore } from '../accounts/tenant-store.ts';
import type { OfShop } from '../shop/kept.ts';
import type { ShopMoney } from '../shop/shop-money.ts';
import { sendFigures } from './answers.ts';
import { customerOf, customersOf, supplierBalanceOf, tillOf } from './money-answers.ts';
import { CUSTOMER, CUSTOMERS, SUPPLIER_BALANCE, TILL } from './money-operations.ts';

/** The till and what is owed, for the shop's own users. */
export function moneyRoutes(tenants: TenantStore, guard: Guard, now: () => Date, moneyOf: OfShop<ShopMoney>): Router {
  const read = async ({ tenantId }: Member) => {
    const shop = tenants.shop(tenantId);
    return { shop, money: await moneyOf(shop, now()) };
  };
  return apiRoutes(guard)
    .on(TILL, async (call) => {
      const { shop, money } = await read(call.caller);
      await sendFigures(call, money, () => tillOf(shop, money, call.query.day));
    })
    .on(CUSTOMERS, async (call) => {
      const { money } = await read(call.caller);
      await sendFigures(call, money, () => customersOf(money, call.query));
    })
    .on(CUSTOMER, async (call) => {
      const { shop, money } = await read(call.caller);
      const id = `customer:${call.params.id.replace(/^customer:/, '')}` as const;
      await sendFigures(call, money, () => customerOf(shop, money, id, call.query));
    })
    .on(SUPPLIER_BALANCE, async (call) => {
      const { money } = await read(call.caller);
      const id = `supplier:${call.params.id.replace(/^supplier:/, '')}` as const;
      await sendFigures(call, money, () => supplierBalanceOf(money, id));
    }).router;
}

import type { Right } from '@digiboost/domain/documents';
import type { Router } from 'express';
import { apiRoutes } from '../accounts/api-routes.ts';
import type { Guard, Member } from '../accounts/require-user.ts';
import type { TenantStore } from '../accounts/tenant-store.ts';
import { mayIn } from '../shop/catalogue.ts';
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
  const may = ({ tenantId, role }: Member, right: Right) => mayIn(tenants.shop(tenantId), role, right);
  return apiRoutes(guard)
    .on(TILL, async (call) => {
      if (!(await may(call.caller, 'TILL'))) return call.refuse('forbidden');
      const { shop, money } = await read(call.caller);
      const answer = await tillOf(shop, money, call.query.day);
      await sendFigures(call, answer, () => answer);
    })
    .on(CUSTOMERS, async (call) => {
      if (!(await may(call.caller, 'DEBTS'))) return call.refuse('forbidden');
      const { money } = await read(call.caller);
      await sendFigures(call, money, () => customersOf(money, call.query));
    })
    .on(CUSTOMER, async (call) => {
      if (!(await may(call.caller, 'DEBTS'))) return call.refuse('forbidden');
      const { shop, money } = await read(call.caller);
      const answer = await customerOf(shop, money, `customer:${call.params.id.replace(/^customer:/, '')}`);
      if (!answer) return call.refuse('not-found');
      await sendFigures(call, answer, () => answer);
    })
    .on(SUPPLIER_BALANCE, async (call) => {
      if (!(await may(call.caller, 'DEBTS'))) return call.refuse('forbidden');
      const { money } = await read(call.caller);
      const answer = supplierBalanceOf(money, `supplier:${call.params.id.replace(/^supplier:/, '')}`);
      if (!answer) return call.refuse('not-found');
      await sendFigures(call, money, () => answer);
    }).router;
}

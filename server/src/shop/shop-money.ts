import { accounts, balanceOf } from '@digiboost/design-docs';
import type { Customer, Shop, Supplier } from '@digiboost/domain/documents';
import type { Balance, MoneyAccount, TillPart } from '@digiboost/domain/ledger';
import { businessDay } from '@digiboost/domain/shared/clock';
import type { Day } from '@digiboost/domain/shared/day';
import type { Database } from '../couch/client.ts';
import { mergedDocuments, shopDocument } from './catalogue.ts';
import { kept, type OfShop } from './kept.ts';
import { askViews } from './shop-views.ts';

/** A shop's money: what should be in its till, and what each of its people owes or is owed. FCFA. */
export interface ShopMoney {
  readonly today: Day;
  /** Null before it is first described. */
  readonly shop: Shop | null;
  readonly till: readonly TillPart[];
  readonly balances: ReadonlyMap<MoneyAccount, Balance>;
  readonly customers: ReadonlyMap<Customer['_id'], Customer>;
  readonly suppliers: ReadonlyMap<Supplier['_id'], Supplier>;
}

// A shop of 500 customers takes some 0.5 MB.
const KEPT_SHOPS = 100;

/** Every shop's money, read anew when its database has changed. */
export const keptMoney = (): OfShop<ShopMoney> => kept(shopMoney, KEPT_SHOPS);

/** A shop's money at `now`, from CouchDB's views: the figures that its phones compute from the same documents. */
async function shopMoney(shop: Database, now: Date): Promise<ShopMoney> {
  const [document, { till, balances }, customers, suppliers] = await Promise.all([
    shopDocument(shop),
    accounts(askViews(shop)),
    mergedDocuments<Customer>(shop, 'customer'),
    mergedDocuments<Supplier>(shop, 'supplier'),
  ]);
  return {
    today: businessDay(now.toISOString(), document?.settings.timezone),
    shop: document,
    till,
    balances: new Map(balances.map((before) => [before.account, balanceOf(before)])),
    customers: new Map(customers.map((doc) => [doc._id, doc])),
    suppliers: new Map(suppliers.map((doc) => [doc._id, doc])),
  };
}

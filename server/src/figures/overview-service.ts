import { dayTotals, onHand, ticketsByDayAndSettlement } from '@digiboost/design-docs';
import type { Product } from '@digiboost/domain/documents';
import { type Overview, overview, shelfLine } from '@digiboost/domain/kpis';
import { ledgersOf } from '@digiboost/domain/ledger';
import { businessDay } from '@digiboost/domain/shared/clock';
import { addDays } from '@digiboost/domain/shared/day';
import type { Database } from '../couch/client.ts';
import { mergedDocuments, shopDocument } from '../shop/catalogue.ts';
import { askViews } from '../shop/shop-views.ts';

/** Days of sales that the overview compares: the last 30 with the 30 before. */
const DAYS = 60;

/** A shop's overview at `now`, from CouchDB's views: the figures that its phones compute from the same documents. */
export async function shopOverview(shop: Database, now: Date): Promise<Overview> {
  const ask = askViews(shop);
  const settings = (await shopDocument(shop))?.settings;
  const today = businessDay(now.toISOString(), settings?.timezone);
  const from = addDays(today, 1 - DAYS);
  const [products, stock, [recent, oldest]] = await Promise.all([
    mergedDocuments<Product>(shop, 'product'),
    onHand(ask),
    ask(ticketsByDayAndSettlement, [
      { group: true, startkey: [from], endkey: [today, {}] },
      // The shop's first day, when it is older: it tells what a period may be compared with.
      { group: true, endkey: [from], inclusive_end: false, limit: 1 },
    ]),
  ]);
  const lines = [...ledgersOf(products, stock, []).values()].map(shelfLine);
  return overview(lines, dayTotals([...(oldest?.rows ?? []), ...(recent?.rows ?? [])]), today);
}

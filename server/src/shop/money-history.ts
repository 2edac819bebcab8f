import { amountsByAccountAndTime } from '@digiboost/design-docs';
import {
  type Cash,
  type Closing,
  type Customer,
  isLedgerEvent,
  parseTimedId,
  type Supplier,
} from '@digiboost/domain/documents';
import { booked, type MoneyHistory } from '@digiboost/domain/ledger/money-history';
import { type MoneyKind, originalId } from '@digiboost/domain/ledger/money-lines';
import { businessDay } from '@digiboost/domain/shared/clock';
import type { Database } from '../couch/client.ts';
import { mergedDocuments } from './catalogue.ts';
import { askViews } from './shop-views.ts';

/** What a line of the view is of, apart from cash documents, which say so themselves. */
const KINDS: Readonly<Record<string, MoneyKind>> = { sale: 'TICKET', return: 'RETURN', movement: 'RECEPTION' };

/** Everything that ever moved a shop's money, from the view that the figures come from. `timezone` is the shop's. */
export async function readMoneyHistory(shop: Database, timezone: string | undefined): Promise<MoneyHistory> {
  const [[amounts], allCash, allClosings, customers, suppliers] = await Promise.all([
    askViews(shop)(amountsByAccountAndTime, [{ reduce: false }]),
    shop.range<Cash>('cash:', 'cash;'),
    shop.range<Closing>('closing:', 'closing;'),
    mergedDocuments<Customer>(shop, 'customer'),
    mergedDocuments<Supplier>(shop, 'supplier'),
  ]);
  const cash = allCash.filter(isLedgerEvent);
  const kinds = new Map<string, MoneyKind>(cash.map(({ _id, kind }) => [_id, kind]));
  const lines = (amounts?.rows ?? []).flatMap(({ id: eventId = '', key: [account, , atMs], value: amount }) => {
    const original = originalId(eventId);
    const kind = kinds.get(original) ?? KINDS[parseTimedId(original)?.type ?? ''];
    const at = new Date(atMs).toISOString();
    return kind ? [{ eventId, account, at, day: businessDay(at, timezone), kind, amount }] : [];
  });
  return {
    lines: booked(lines, cash),
    closings: allClosings.filter(isLedgerEvent),
    names: new Map<string, string>([...customers, ...suppliers].map(({ _id, name }) => [_id, name])),
  };
}

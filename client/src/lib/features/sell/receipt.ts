import { type Return, type Sale, settingsOf, type Void } from '@digiboost/domain/documents';
import {
  type ReceiptRow,
  type ReceiptSetting,
  receiptRows,
  returnReceiptRows,
} from '@digiboost/domain/reports/receipt';
import type { ShopModel } from '../../model/types.ts';
import type { People } from '../../session/people.svelte.ts';

/** What a receipt says beside its document, with the names that this phone knows. */
const settingOf = (
  { createdBy }: Pick<Sale, 'createdBy'>,
  { customerId, customerName }: Pick<Sale, 'customerId' | 'customerName'>,
  voided: Void | null,
  model: Pick<ShopModel, 'shop' | 'customers' | 'product'>,
  people: Pick<People, 'name'>,
): ReceiptSetting => ({
  shop: model.shop,
  timezone: settingsOf(model.shop).timezone,
  productOf: (id) => model.product(id)?.product ?? null,
  seller: people.name(createdBy),
  customer: model.customers.find(({ _id }) => _id === customerId)?.name ?? customerName,
  isVoided: voided !== null,
});

type Names = Parameters<typeof settingOf> extends [unknown, unknown, unknown, infer M, infer P] ? [M, P] : never;

/** A ticket as it is handed to its customer. */
export const receiptOf = (sale: Sale, voided: Void | null, ...names: Names): ReceiptRow[] =>
  receiptRows(sale, settingOf(sale, sale, voided, ...names));

/** What came back of a ticket as it is handed to its customer. */
export const returnReceiptOf = (taken: Return, sale: Sale, voided: Void | null, ...names: Names): ReceiptRow[] =>
  returnReceiptRows(taken, sale, settingOf(taken, { ...sale, ...taken }, voided, ...names));

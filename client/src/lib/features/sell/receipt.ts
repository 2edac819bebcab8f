import { type Sale, settingsOf, type Void } from '@digiboost/domain/documents';
import { type ReceiptRow, receiptRows } from '@digiboost/domain/reports/receipt';
import type { ShopModel } from '../../model/types.ts';
import type { People } from '../../session/people.svelte.ts';

/** A ticket as it is handed to its customer, with the names that this phone knows. */
export const receiptOf = (
  sale: Sale,
  voided: Void | null,
  model: Pick<ShopModel, 'shop' | 'customers' | 'product'>,
  people: Pick<People, 'name'>,
): ReceiptRow[] =>
  receiptRows(sale, {
    shop: model.shop,
    timezone: settingsOf(model.shop).timezone,
    productOf: (id) => model.product(id)?.product ?? null,
    seller: people.name(sale.createdBy),
    customer: model.customers.find(({ _id }) => _id === sale.customerId)?.name ?? sale.customerName,
    isVoided: voided !== null,
  });

import type { Order, ProductId, Shop, Supplier } from '@digiboost/domain/documents';
import { formatDayLong, formatQuantity } from '@digiboost/domain/french';
import { orderNumber, orderText } from '@digiboost/domain/purchase';
import { toMilli } from '@digiboost/domain/shared/quantity';
import { orders as words } from '../../i18n/fr/orders.ts';
import type { ProductRow } from '../../model/types.ts';

/** What an order is about, besides its own document. */
export interface OrderSetting {
  readonly shop: Pick<Shop, 'name' | 'phone'> | null;
  readonly supplier: Supplier | undefined;
  readonly productOf: (id: ProductId) => ProductRow | undefined;
}

/** The packs of a quantity in words; nothing when it is no whole number of packs, or packs hold one unit. */
export function packsOf(quantity: number, row: ProductRow | undefined): string {
  const { packSize = 1, unit = '' } = row?.product ?? {};
  const packs = toMilli(quantity) / toMilli(packSize);
  return packSize === 1 || !Number.isInteger(packs) ? '' : words.packs(packs, packSize, unit);
}

/** The order as the supplier reads it. */
export function messageOf(order: Order, { shop, supplier, productOf }: OrderSetting): string {
  return orderText({
    shop: shop?.name ?? '',
    phone: shop?.phone,
    supplier: supplier?.contact || supplier?.name || '',
    number: orderNumber(order._id),
    lines: order.lines.map(({ productId, quantity }) => {
      const row = productOf(productId);
      const packs = packsOf(quantity, row);
      return {
        name: row?.product.name ?? words.missingProduct,
        amount: formatQuantity(quantity, row?.product.unit),
        ...(packs ? { packs } : {}),
      };
    }),
    wishedFor: order.expectedDay && formatDayLong(order.expectedDay),
    note: order.note,
  });
}

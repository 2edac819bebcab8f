import type { Author } from '@digiboost/domain/documents';
import {
  type Count,
  type Movement,
  type MovementType,
  newDocument,
  type Product,
  type ProductId,
  productId,
  type Sale,
  SHOP_ID,
  type Shop,
  stampOf,
  type Void,
  voidedContent,
  voidId,
} from '@digiboost/domain/documents';
import type { TestPhone } from './test-phone.ts';

/** Documents as the screens make them, for tests. */

export const shopDocument = (author: Author): Shop =>
  newDocument<Shop>(
    {
      _id: SHOP_ID,
      type: 'shop',
      name: 'Boutique',
      settings: { currency: 'XOF', timezone: 'Africa/Dakar', serviceTarget: 0.9, coverageDays: 14, monthlyTarget: 0 },
    },
    author,
  );

export const productDocument = (key: string, author: Author): Product =>
  newDocument<Product>(
    {
      _id: productId(key),
      type: 'product',
      code: key,
      name: `Produit ${key}`,
      purchasePrice: 300,
      salePrice: 500,
      unit: 'pièce',
      minStock: 5,
      isActive: true,
    },
    author,
  );

export function saleDocument(
  phone: TestPhone,
  lines: readonly { product: ProductId; quantity: number }[],
  options: { at?: string; missed?: boolean } = {},
): Sale {
  const author = phone.author();
  const at = options.at ?? author.at;
  return {
    _id: phone.newId('sale', at),
    type: 'sale',
    ...stampOf(author),
    at,
    day: at.slice(0, 10),
    lines: lines.map(({ product, quantity }) => ({ productId: product, quantity, unitPrice: 500 })),
    status: options.missed ? 'MISSED' : 'DELIVERED',
    ...(options.missed ? {} : { payment: 'CASH' as const }),
  };
}

export function movementDocument(
  phone: TestPhone,
  product: ProductId,
  movementType: MovementType,
  quantity: number,
  at?: string,
): Movement {
  const author = phone.author();
  const when = at ?? author.at;
  return {
    _id: phone.newId('movement', when),
    type: 'movement',
    ...stampOf(author),
    at: when,
    day: when.slice(0, 10),
    productId: product,
    movementType,
    quantity,
  };
}

export function countDocument(phone: TestPhone, product: ProductId, counted: number, at?: string): Count {
  const author = phone.author();
  const when = at ?? author.at;
  return {
    _id: phone.newId('count', when),
    type: 'count',
    ...stampOf(author),
    at: when,
    day: when.slice(0, 10),
    productId: product,
    counted,
  };
}

export const voidDocument = (phone: TestPhone, original: Sale | Movement): Void => ({
  _id: voidId(original._id),
  type: 'void',
  ...stampOf(phone.author()),
  original: voidedContent(original),
});

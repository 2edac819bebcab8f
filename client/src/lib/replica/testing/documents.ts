import {
  type Author,
  type Count,
  count,
  DEFAULT_SETTINGS,
  deliver,
  type Movement,
  type MovementType,
  miss,
  move,
  newDocument,
  type Product,
  type ProductId,
  productId,
  type Sale,
  SHOP_ID,
  type Shop,
  type Void,
  voidOf,
} from '@digiboost/domain/documents';
import type { TestPhone } from './test-phone.ts';

/** Documents as the screens make them, for tests. */

export const shopDocument = (author: Author): Shop =>
  newDocument<Shop>(
    {
      _id: SHOP_ID,
      type: 'shop',
      name: 'Boutique',
      settings: { ...DEFAULT_SETTINGS, serviceTarget: 0.9 },
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
  const sold = lines.map(({ product, quantity }) => ({ productId: product, quantity, unitPrice: 500 }));
  const recording = recordingOf(phone, 'sale', options.at);
  return options.missed ? miss({ lines: sold }, recording) : deliver({ lines: sold, payment: 'CASH' }, recording);
}

export const movementDocument = (
  phone: TestPhone,
  product: ProductId,
  movementType: MovementType,
  quantity: number,
  at?: string,
): Movement => move({ productId: product, movementType, quantity }, recordingOf(phone, 'movement', at));

export const countDocument = (phone: TestPhone, product: ProductId, counted: number, at?: string): Count =>
  count({ productId: product, counted }, recordingOf(phone, 'count', at));

export const voidDocument = (phone: TestPhone, original: Sale | Movement): Void => voidOf(original, phone.author());

function recordingOf<T extends 'sale' | 'movement' | 'count'>(phone: TestPhone, type: T, at?: string) {
  const author = phone.author();
  return { id: phone.newId(type, at ?? author.at), author, at };
}

import * as z from 'zod/mini';
import { couchFields, editable, money, positiveQuantity, reference, stockLevel, text, unitCost } from './base.ts';
import { LIMITS } from './limits.ts';

/** Something the shop sells. Prices in FCFA, levels in `unit`. */
export const productSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: reference('product'),
  type: z.literal('product'),
  code: text(LIMITS.product.code, 1),
  name: text(LIMITS.product.name, 1),
  categoryId: z.optional(reference('category')),
  supplierId: z.optional(reference('supplier')),
  purchasePrice: unitCost,
  salePrice: money,
  unit: text(LIMITS.product.unit, 1),
  minStock: stockLevel,
  maxStock: z.optional(stockLevel),
  /** Units in the pack that the supplier sells. */
  packSize: z.optional(positiveQuantity),
  barcode: z.optional(text(LIMITS.product.barcode)),
  description: z.optional(text(LIMITS.product.description)),
  isActive: z.boolean(),
});
export type Product = z.infer<typeof productSchema>;
export type ProductId = Product['_id'];
export const productId = (key: string): ProductId => `product:${key}`;

import * as z from 'zod/mini';
import { couchFields, day, editable, money, positiveQuantity, reference, stockLevel, text, unitCost } from './base.ts';
import { FREE_LINE } from './free-line.ts';
import { LIMITS } from './limits.ts';

/** A larger unit in which a product is sold and received, such as a carton; its price is its own, never a multiple. */
const productUnitSchema = z.strictObject({
  name: text(LIMITS.productUnit.name, 1),
  /** Of the product's own unit. */
  factor: positiveQuantity,
  salePrice: money,
  barcode: z.optional(text(LIMITS.product.barcode)),
});
export type ProductUnit = z.infer<typeof productUnitSchema>;

/** A price that goods were bought at, on the days before `until`. */
const formerPriceSchema = z.strictObject({ price: unitCost, until: day });

/** Something the shop sells. Prices in FCFA, levels in `unit`. */
export const productSchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: reference('product').check(z.refine((id) => id !== FREE_LINE, 'of no product')),
  type: z.literal('product'),
  code: text(LIMITS.product.code, 1),
  name: text(LIMITS.product.name, 1),
  categoryId: z.optional(reference('category')),
  supplierId: z.optional(reference('supplier')),
  purchasePrice: unitCost,
  /** What it was before, oldest first: what lay there then was not bought at today's price. */
  formerPurchasePrices: z.optional(z.array(formerPriceSchema).check(z.maxLength(LIMITS.formerPrices.most))),
  salePrice: money,
  unit: text(LIMITS.product.unit, 1),
  minStock: stockLevel,
  maxStock: z.optional(stockLevel),
  /** Units in the pack that the supplier sells. */
  packSize: z.optional(positiveQuantity),
  barcode: z.optional(text(LIMITS.product.barcode)),
  units: z.optional(z.array(productUnitSchema).check(z.maxLength(LIMITS.productUnit.most))),
  /** Its receptions ask for an expiry date. */
  tracksExpiry: z.optional(z.boolean()),
  description: z.optional(text(LIMITS.product.description)),
  isActive: z.boolean(),
});
export type Product = z.infer<typeof productSchema>;
export type ProductId = Product['_id'];
export const productId = (key: string): ProductId => `product:${key}`;

import * as z from 'zod/mini';
import { couchFields, editable, reference, text } from './base.ts';
import { LIMITS } from './limits.ts';

/** A family of products. */
export const categorySchema = z.strictObject({
  ...editable,
  ...couchFields,
  _id: reference('category'),
  type: z.literal('category'),
  name: text(LIMITS.category.name, 1),
  description: z.optional(text(LIMITS.category.description)),
  isActive: z.boolean(),
});
export type Category = z.infer<typeof categorySchema>;
export type CategoryId = Category['_id'];
export const categoryId = (key: string): CategoryId => `category:${key}`;

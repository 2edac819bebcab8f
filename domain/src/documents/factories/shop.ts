import type { Category } from '../category.ts';
import { timedId } from '../event-id.ts';
import type { Order } from '../order.ts';
import type { Product } from '../product.ts';
import type { Shop } from '../shop.ts';
import type { Supplier } from '../supplier.ts';
import { mutable } from './author.ts';

export const aShop = mutable<Shop>(() => ({
  _id: 'shop',
  type: 'shop',
  name: 'Boutique Awa',
  settings: { currency: 'XOF', timezone: 'Africa/Dakar', serviceTarget: 0.95, coverageDays: 14, monthlyTarget: 0 },
}));

export const aCategory = mutable<Category>(() => ({
  _id: 'category:cereales',
  type: 'category',
  name: 'Céréales',
  isActive: true,
}));

export const aSupplier = mutable<Supplier>(() => ({
  _id: 'supplier:sandaga',
  type: 'supplier',
  code: 'F1',
  name: 'Grossiste Sandaga',
  leadTimeDays: 7,
  isActive: true,
}));

/** Rice at 400 FCFA a kilo, sold at 500, at least 5 on the shelf. */
export const aProduct = mutable<Product>(() => ({
  _id: 'product:riz',
  type: 'product',
  code: 'RIZ',
  name: 'Riz brisé',
  purchasePrice: 400,
  salePrice: 500,
  unit: 'kg',
  minStock: 5,
  isActive: true,
}));

/** A draft of 50 kilos of rice. */
export const anOrder = mutable<Order>(({ at, deviceId }) => ({
  _id: timedId('order', at, deviceId, 1),
  type: 'order',
  at,
  supplierId: 'supplier:sandaga',
  lines: [{ productId: 'product:riz', quantity: 50, unitCost: 399.5 }],
  status: 'DRAFT',
}));

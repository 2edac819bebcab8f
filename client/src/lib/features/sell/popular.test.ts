import type { Sale } from '@digiboost/domain/documents';
import { expect, it } from 'vitest';
import type { ProductRow, Ticket } from '../../model/types.ts';
import { aProduct } from '../testing/fake-replica.ts';
import { mostSold, sellable } from './popular.ts';

const [a, b, c] = [aProduct('a', 10), aProduct('b', 10), aProduct('c', 10)];
const ticket = (voided: boolean, ...ids: Sale['lines'][number]['productId'][]): Ticket => ({
  sale: { lines: ids.map((productId) => ({ productId, quantity: 9, unitPrice: 1 })) } as Sale,
  voided: voided ? ({} as NonNullable<Ticket['voided']>) : null,
});
const row = (product: ProductRow['product']): ProductRow => ({
  id: product._id,
  product,
  onHand: 0,
  status: 'RUPTURE',
  countedAt: '',
  unitCost: 400,
});

it('ranks by the number of tickets, not of units', () => {
  expect(
    mostSold([ticket(false, b._id, b._id), ticket(false, c._id), ticket(false, c._id), ticket(true, a._id)]),
  ).toEqual([c._id, b._id]);
});

it('puts the most sold first and leaves archived products out', () => {
  const rows = [row(a), row(b), row({ ...c, isActive: false }), row(aProduct('d', 10))];
  expect(sellable(rows, [c._id, b._id]).map((found) => found.product.code)).toEqual(['B', 'A', 'D']);
});

import { describe, expect, test } from 'vitest';
import type { ProductId } from '../documents/product.ts';
import { documentFault } from '../documents/registry.ts';
import { anAlertEvent, aProduct } from '../documents/testing/examples.ts';
import type { AlertFacts, ProductForesight } from './facts.ts';
import { orderAdvice, productDetails, productLines } from './product-details.ts';

const N = '\u202f';
const coffee = aProduct({ name: 'Café soluble', unit: 'stick', minStock: 37 });

function detailsOf(known: Partial<ProductForesight>, supplier: string | null = 'Grossiste Sandaga') {
  const foresight: ProductForesight = {
    stockOut: { day: 60, from: 40, to: 80, within15: 0, reliability: 'MEDIUM' },
    perDay: 2,
    coverage: 3.5,
    ...known,
  };
  const facts: AlertFacts = {
    now: '2026-11-22T10:00:00.000Z',
    today: '2026-11-22',
    products: [coffee],
    onHand: new Map(),
    changes: () => null,
    outlook: { origin: '2026-11-22', products: new Map<ProductId, ProductForesight>([[coffee._id, foresight]]) },
    sales: null,
    sold: null,
    devices: null,
    debts: null,
    closings: null,
    lots: null,
    supplierName: () => supplier,
    unitCost: ({ purchasePrice }) => purchasePrice,
  };
  return productDetails(coffee, 7, facts);
}

describe('what an event tells of goods on their way', () => {
  test('nothing to order is kept apart from nothing known', () => {
    expect(detailsOf({ recommended: 0, onOrder: 300 })).toMatchObject({ recommendedQuantity: 0, onOrder: 300 });
    expect(detailsOf({})).not.toHaveProperty('recommendedQuantity');
    const event = anAlertEvent({ details: detailsOf({ recommended: 0, onOrder: 300 }) });
    expect(documentFault({ ...event })).toBeNull();
  });

  test('they are a line of the message', () => {
    expect(productLines(detailsOf({ recommended: 0, onOrder: 300 }))).toContainEqual(['En route', `300${N}sticks`]);
    expect(productLines(detailsOf({ recommended: 40, onOrder: 0 })).map(([label]) => label)).not.toContain('En route');
  });

  test.each([
    [{ recommended: 0, onOrder: 300 }, `300${N}sticks sont déjà en route${N}: rien à commander.`],
    [{ recommended: 0, onOrder: 1 }, `1${N}stick est déjà en route${N}: rien à commander.`],
    [
      { recommended: 40, onOrder: 20 },
      `Commander 40${N}sticks auprès de Grossiste Sandaga (20${N}sticks déjà en route).`,
    ],
    [{ recommended: 40, onOrder: 0 }, `Commander 40${N}sticks auprès de Grossiste Sandaga.`],
    [{ recommended: 0, onOrder: 0 }, 'Rien à commander pour l’instant.'],
    [
      { onOrder: 300 },
      `300${N}sticks sont déjà en route. Voir Prévisions avant de commander auprès de Grossiste Sandaga.`,
    ],
    [{}, 'Commander auprès de Grossiste Sandaga.'],
  ])('%j: %s', (known, advice) => {
    expect(orderAdvice(detailsOf(known))).toBe(advice);
  });

  test('without a supplier nobody is named', () => {
    expect(orderAdvice(detailsOf({ recommended: 40, onOrder: 20 }, null))).toBe(
      `Commander 40${N}sticks (20${N}sticks déjà en route).`,
    );
    expect(orderAdvice(detailsOf({}, null))).toBeNull();
  });
});

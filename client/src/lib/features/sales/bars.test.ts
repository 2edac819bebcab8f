import { aProduct } from '@digiboost/domain/documents/testing/examples';
import { NARROW } from '@digiboost/domain/french';
import { salesByHour, salesReport } from '@digiboost/domain/kpis';
import { aDay, atCost } from '@digiboost/domain/ledger/testing/days';
import { expect, test } from 'vitest';
import { categoryBars, hourColumns, paymentParts, productBars, soldByDay } from './bars.ts';
import { ticketsHref } from './ticket-filter.ts';

const RICE = aProduct({ categoryId: 'category:cereales' });
const SOAP = aProduct({ _id: 'product:savon', name: 'Savon', unit: 'pièce', purchasePrice: 300 });
const PERIOD = { from: '2026-01-01', to: '2026-01-02' };
// 20,454 days after 1970-01-01 is the 1st of January 2026.
const report = salesReport(
  {
    products: [
      { product: RICE, days: atCost([aDay({ day: 20_454, sold: 12_500, revenue: 6250 })], 400) },
      { product: SOAP, days: atCost([aDay({ day: 20_455, sold: 5000, revenue: 1250 })], 300) },
    ],
    days: [
      { day: '2026-01-01', revenue: 6250, tickets: 1, missedRevenue: 0, missedTickets: 0, paid: { WAVE: 6250 } },
      { day: '2026-01-02', revenue: 1250, tickets: 1, missedRevenue: 0, missedTickets: 0 },
    ],
  },
  PERIOD,
);
const said = (text: string | undefined) => text?.replaceAll(NARROW, ' ');

test('the best products by CA and by margin, each leading to its tickets', () => {
  const bars = productBars(report, 'revenue', (id) => (id === RICE._id ? { product: RICE } : undefined), ticketsHref);
  expect(bars.map(({ name, value, note }) => [name, value, said(note)])).toEqual([
    ['Riz brisé', 6250, '12,5 kg · marge 1 250 F'],
    ['produit inconnu', 1250, '5 · marge −250 F'],
  ]);
  expect(bars[0]?.href).toBe('/ventes/tickets?du=2026-01-01&au=2026-01-02&produit=riz');
  // What was sold at a loss has no place among the best margins.
  expect(productBars(report, 'margin', () => ({ product: RICE }), ticketsHref).map(({ value }) => value)).toEqual([
    1250,
  ]);
});

test('categories with their share; products without one lead to their tickets too', () => {
  const nameOf = (id: string) => (id === 'category:cereales' ? 'Céréales' : undefined);
  const bars = categoryBars(report, nameOf, (id) => (id ? 'hue-1' : 'line-strong'), ticketsHref);
  expect(bars.map(({ name, value, note }) => [name, value, said(note)])).toEqual([
    ['Céréales', 6250, '83 % des ventes · marge 1 250 F'],
    ['Sans catégorie', 1250, '17 % des ventes · marge −250 F'],
  ]);
  expect(bars[1]?.href).toContain('categorie=none');
});

test('payments; what is not known in detail leads nowhere', () => {
  const bars = paymentParts(report, ticketsHref);
  expect(bars.map(({ name, value, href }) => [name, value, href !== undefined])).toEqual([
    ['Wave', 6250, true],
    ['Mode de paiement non détaillé', 1250, false],
  ]);
});

test('hours from the first to the last sale, an empty one between them too', () => {
  const at = (time: string, eventId: string) => ({
    eventId,
    at: `2026-01-01T${time}:00.000Z`,
    sold: 1000,
    revenue: 500,
  });
  const bars = hourColumns(salesByHour([at('08:10', 'a'), at('10:59', 'b')]), PERIOD, ticketsHref);
  expect(bars.map(({ name, value, href }) => [name, value, href !== undefined])).toEqual([
    ['De 8 h à 9 h', 500, true],
    ['De 9 h à 10 h', 0, false],
    ['De 10 h à 11 h', 500, true],
  ]);
  expect(hourColumns(salesByHour([]), PERIOD, ticketsHref)).toEqual([]);
});

test('days without a gap from the shop’s first on; none where there are too few or too many', () => {
  const days = [
    { day: '2026-01-03', revenue: 500 },
    { day: '2026-01-10', revenue: 700 },
  ];
  const found = soldByDay(days, { from: '2026-01-01', to: '2026-01-16' });
  expect(found).toHaveLength(14);
  expect(found.filter(({ value }) => value > 0)).toEqual([
    { day: '2026-01-03', value: 500 },
    { day: '2026-01-10', value: 700 },
  ]);
  expect(soldByDay(days, { from: '2026-01-01', to: '2026-01-15' })).toEqual([]);
  expect(soldByDay(days, { from: '2026-01-01', to: '2026-12-31' })).toEqual([]);
});

import { expect, test } from 'vitest';
import { FREE_LINE } from '../documents/free-line.ts';
import type { ReportType } from '../documents/report.ts';
import { aProduct, aSale } from '../documents/testing/examples.ts';
import { costedSales, salesReport } from '../kpis/sales-report.ts';
import { ledgerLine } from '../kpis/stock-status.ts';
import { valuation } from '../kpis/valuation.ts';
import { daysOf } from '../ledger/day-row.ts';
import { entriesOf } from '../ledger/entries.ts';
import { fromMilli } from '../shared/quantity.ts';
import { workedShop } from '../shop/testing/worked-shop.ts';
import { type Paper, paperOf, REPORTS, type ReportInput, totalsOf, type Value } from './index.ts';
import { reportInput } from './testing/report-shop.ts';

const TODAY = '2026-03-31';
const SHOP = workedShop(TODAY);
const MARCH = reportInput(SHOP, { today: TODAY, from: '2026-03-01' });
const made = (type: ReportType, input: ReportInput = MARCH): Paper => paperOf(REPORTS[type], input);

const sectionOf = ({ sections }: Paper, name: string) => {
  const section = sections.find((own) => own.name === name);
  if (!section) throw new Error(`There is no section ${name}.`);
  return section;
};
const tableOf = (paper: Paper, name: string) => {
  const { table } = sectionOf(paper, name);
  if (!table) throw new Error(`${name} has no table.`);
  return table;
};
function column(paper: Paper, name: string, id: string): readonly Value[] {
  const { columns, rows } = tableOf(paper, name);
  const at = columns.findIndex((own) => own.id === id);
  return rows.map((row) => row[at] ?? null);
}
function total(paper: Paper, name: string, id: string): Value {
  const table = tableOf(paper, name);
  return totalsOf(table)[table.columns.findIndex((own) => own.id === id)] ?? null;
}
const figure = (paper: Paper, name: string, label: string) =>
  sectionOf(paper, name).figures?.find((own) => own.label === label);

const kpis = ({ book, period }: ReportInput) =>
  salesReport({ products: costedSales(book.products.values()), days: book.totals }, period);

test('the analysis of sales comes to the figures of the Ventes screen, however it is cut', () => {
  const paper = made('SALES_ANALYSIS');
  const { revenue, margin, tickets, topByRevenue, byPayment } = kpis(MARCH);
  expect(revenue).toBeGreaterThan(0);
  expect(figure(paper, 'Synthèse', 'CA')?.value).toBe(revenue);
  for (const name of [
    'Par jour',
    'Par produit',
    'Par catégorie',
    'Par vendeur',
    'Par paiement',
    'Par heure',
    'Par client',
    'Lignes',
  ]) {
    expect(total(paper, name, 'amount'), name).toBe(revenue);
    if (name !== 'Par paiement') expect(Math.round(Number(total(paper, name, 'margin'))), name).toBe(margin);
  }
  expect(total(paper, 'Par jour', 'tickets')).toBe(tickets);
  expect(column(paper, 'Par produit', 'amount')).toEqual(topByRevenue.map((sold) => sold.revenue));
  expect(column(paper, 'Par paiement', 'amount')).toEqual(byPayment.map(({ amount }) => amount));
  expect(total(paper, 'Par produit', 'rate')).toBeCloseTo(margin / revenue, 4);
});

test('what was sold outside the catalogue is told by its name, and by its sum where no ticket is at hand', () => {
  const bag = { productId: FREE_LINE, quantity: 2, unitPrice: 50 };
  const bags = ['2026-03-05', '2026-03-21'].map((day) =>
    aSale({ at: `${day}T10:00:00.000Z`, n: 'sac', lines: [{ ...bag, label: `Sac du ${day}` }] }),
  );
  const input = reportInput({ ...SHOP, events: [...SHOP.events, ...bags] }, { today: TODAY, from: '2026-03-01' });
  const free = [...(daysOf(bags.flatMap(entriesOf)).get(FREE_LINE)?.values() ?? [])];
  const sales = input.sales.filter(({ day }) => day >= '2026-03-20');
  const whole = { ...input, sales, book: { ...input.book, free } };
  const paper = made('SALES_ANALYSIS', whole);
  const { revenue, margin } = kpis(MARCH);
  expect(total(paper, 'Lignes', 'amount')).toBe(revenue + 200);
  expect(Math.round(Number(total(paper, 'Lignes', 'margin')))).toBe(margin);
  expect(total(paper, 'Par produit', 'amount')).toBe(revenue + 200);
  const names = column(paper, 'Lignes', 'product').filter((name) => String(name).startsWith('Divers'));
  expect(names).toEqual(['Divers', 'Divers : Sac du 2026-03-21']);
  const summary = made('MONTHLY_SUMMARY', whole);
  expect(total(summary, 'Catégories', 'revenue')).toBe(revenue + 200);
});

test('a ticket paid in two ways is two settlements', () => {
  const payments = [{ method: 'WAVE', amount: 700 } as const, { method: 'CASH', amount: 300 } as const];
  const { payment: _, ...sale } = aSale({ at: '2026-03-05T10:00:00.000Z' });
  const events = [...SHOP.events, { ...sale, payments }];
  const paper = made('SALES_ANALYSIS', reportInput({ ...SHOP, events }, { today: TODAY, from: '2026-03-01' }));
  const { revenue } = kpis(MARCH);
  expect(column(paper, 'Par paiement', 'name')).toEqual(['Espèces', 'Wave']);
  expect(column(paper, 'Par paiement', 'amount')).toEqual([revenue + 300, 700]);
  expect(column(paper, 'Lignes', 'payment')).toContain('Wave + Espèces');
});

test('what no ticket tells of is there all the same, day by day and product by product', () => {
  const paper = made('SALES_ANALYSIS', { ...MARCH, sales: MARCH.sales.filter(({ day }) => day >= '2026-03-20') });
  const { revenue, margin, byPayment } = kpis(MARCH);
  expect(total(paper, 'Par produit', 'amount')).toBe(revenue);
  expect(Math.round(Number(total(paper, 'Par jour', 'margin')))).toBe(margin);
  expect(column(paper, 'Par paiement', 'name')).toContain('Sans détail');
  expect(column(paper, 'Par heure', 'name')[0]).toBe('Sans détail');
  expect(byPayment).toHaveLength(1);
  expect(sectionOf(paper, 'Synthèse').texts?.[0]).toMatch(/à partir du 20 mars 2026\.$/);
  expect(sectionOf(made('SALES_ANALYSIS', { ...MARCH, sales: [] }), 'Synthèse').texts?.[0]).toMatch(/ne sont pas sur/);
});

test('the inventory is worth what the Accueil says, by product, category and supplier', () => {
  const paper = made('INVENTORY');
  const { total: worth } = valuation([...MARCH.book.products.values()].map(ledgerLine));
  expect(figure(paper, 'Stock', 'Valeur du stock')?.value).toBe(worth);
  for (const name of ['Stock', 'Par catégorie', 'Par fournisseur'])
    expect(Math.round(Number(total(paper, name, 'value'))), name).toBe(worth);
  expect(column(paper, 'Stock', 'name')).toEqual(['ancien', 'huile', 'jamais', 'lait', 'riz', 'savon']);
  expect(column(paper, 'Stock', 'status')).toEqual([
    'Archivé',
    'Stock faible',
    'À compter',
    'Stock faible',
    'En stock',
    'En stock',
  ]);
  expect(column(paper, 'Par catégorie', 'name')).toEqual(['Épicerie « sèche »', 'Sans catégorie']);
  expect(Number(column(paper, 'Stock', 'coverage')[4])).toBeGreaterThan(0);
});

test('the inventory of a past day is of that evening', () => {
  const before = made('INVENTORY', { ...MARCH, period: { from: '2026-03-12', to: '2026-03-12' } });
  expect(before.subject).toBe('au 12 mars 2026');
  // Ten days ago milk came for the first time.
  expect(column(before, 'Stock', 'stock')[column(before, 'Stock', 'name').indexOf('lait')]).toBe(0);
  expect(column(before, 'Stock', 'coverage').every((value) => value === null)).toBe(true);
});

test('the summary says CA, margin, changes and ruptures in the words of a banker', () => {
  const paper = made('MONTHLY_SUMMARY');
  const { revenue, margin, missedTickets, missedRevenue } = kpis(MARCH);
  const february = salesReport(
    { products: [], days: MARCH.book.totals },
    { from: '2026-02-01', to: '2026-02-28' },
  ).revenue;
  expect(figure(paper, 'Essentiel', 'CA')?.value).toBe(revenue);
  expect(figure(paper, 'Essentiel', 'Marge brute')?.value).toBe(margin);
  expect(figure(paper, 'Essentiel', 'Taux de service')).toMatchObject({
    value: revenue / (revenue + missedRevenue),
    note: expect.stringContaining(`${missedTickets} vente`),
  });
  const texts = sectionOf(paper, 'Essentiel').texts?.join(' ') ?? '';
  const ratio = Math.abs((revenue - february) / february) * 100;
  expect(texts).toContain(
    `${ratio.toFixed(1).replace(/\.0$/, '').replace('.', ',')}\u202f% de ${revenue > february ? 'plus' : 'moins'} que`,
  );
  expect(texts).not.toContain('un an plus tôt');
  expect(total(paper, 'Ventes', 'revenue')).toBe(revenue);
  expect(total(paper, 'Catégories', 'margin')).toBe(margin);
});

test('what empty shelves cost is the usual sales of their days', () => {
  // Oil was out for a week and sells 1.25 at 1200 on two days of seven: weight is per day with stock.
  const paper = made('MONTHLY_SUMMARY');
  const lost = Number(figure(paper, 'Stock', 'CA perdu, estimé')?.value);
  expect(lost).toBeGreaterThan(1_000);
  expect(lost).toBeLessThan(10_000);
});

test('a shop that sold nothing has papers that say so', () => {
  const none = reportInput({ ...SHOP, events: [] }, { today: TODAY, from: '2026-03-01' });
  expect(made('SALES_ANALYSIS', none).sections[0]?.texts).toEqual(['Rien n’a été vendu pendant cette période.']);
  expect(figure(made('MONTHLY_SUMMARY', none), 'Essentiel', 'CA')?.value).toBe(0);
  expect(figure(made('MONTHLY_SUMMARY', none), 'Essentiel', 'Taux de service')?.value).toBeNull();
  expect(figure(made('INVENTORY', none), 'Stock', 'À compter')?.value).toBe(5);
});

test('a sheet to count by lists the shelves, with what is expected or without', () => {
  const blind = made('COUNT_SHEET');
  expect(blind.sections.map(({ name }) => name)).toEqual(['Épicerie « sèche »', 'Sans catégorie']);
  // Archived products are not counted.
  expect(column(blind, 'Sans catégorie', 'name')).toEqual(['huile', 'jamais', 'lait', 'savon']);
  expect(tableOf(blind, 'Sans catégorie').columns.map(({ id }) => id)).not.toContain('expected');
  const riz = MARCH.book.products.get('product:riz')?.onHandMilli ?? 0;
  expect(column(made('COUNT_SHEET_EXPECTED'), 'Épicerie « sèche »', 'expected')).toEqual([fromMilli(riz)]);
  expect(column(made('COUNT_SHEET_EXPECTED'), 'Sans catégorie', 'expected')[1]).toBeNull();
  const none = reportInput({ ...SHOP, products: [], events: [] }, { today: TODAY, from: TODAY });
  expect(made('COUNT_SHEET', none).sections[0]?.texts).toHaveLength(1);
});

test('names are one line each, and two products of one name stay two', () => {
  const products = [
    aProduct({ _id: 'product:a', name: '=1+1\n\u202eSac' }),
    aProduct({ _id: 'product:b', name: '=1+1\n\u202eSac', code: '*' }),
  ];
  const line = (id: 'a' | 'b', quantity: number) => ({ productId: `product:${id}` as const, quantity, unitPrice: 100 });
  const events = [
    aSale({ n: 1, at: '2026-03-05T10:00:00.000Z', lines: [line('a', 2), line('b', 3)], customerName: '+221 @SUM(A1)' }),
    aSale({ n: 2, at: '2026-03-05T11:00:00.000Z', lines: [line('b', 1)], customerName: '+221 @SUM(A1)' }),
  ];
  const paper = made(
    'SALES_ANALYSIS',
    reportInput({ ...SHOP, products, events }, { today: TODAY, from: '2026-03-01' }),
  );
  expect(column(paper, 'Par produit', 'name')).toEqual(['=1+1 Sac', '=1+1 Sac']);
  expect(column(paper, 'Par produit', 'amount')).toEqual([400, 200]);
  expect(column(paper, 'Par client', 'tickets')).toEqual([2]);
});

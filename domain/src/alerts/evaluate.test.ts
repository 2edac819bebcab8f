import { describe, expect, test } from 'vitest';
import type { Alert } from '../documents/alert.ts';
import type { AlertEvent } from '../documents/alert-event.ts';
import type { ProductId } from '../documents/product.ts';
import { anAlert, anAlertEvent, aProduct } from '../documents/testing/examples.ts';
import type { StockOut } from '../forecast/index.ts';
import type { Lot } from '../ledger/lots.ts';
import { aDay } from '../ledger/testing/days.ts';
import { dayNumber } from '../shared/day.ts';
import { evaluateAlerts } from './evaluate.ts';
import type { AlertFacts, ProductForesight } from './facts.ts';

const NOW = '2026-03-10T10:00:00.000Z';
const rice = aProduct();
const oil = aProduct({ _id: 'product:huile', name: 'Huile', categoryId: 'category:huiles', minStock: 3 });
const later: StockOut = { day: 12, from: 10, to: 14, within15: 0.7, reliability: 'MEDIUM' };
const foresight = (changes: Partial<ProductForesight> = {}): ProductForesight => ({
  stockOut: later,
  perDay: 2,
  coverage: 12,
  ...changes,
});

/** A shop with the stock of rice, in kg, and whatever else a test knows. */
function facts(stock: number, known: Partial<AlertFacts> = {}): AlertFacts {
  return {
    now: NOW,
    today: '2026-03-10',
    products: [rice, oil],
    onHand: new Map<ProductId, number>([
      [rice._id, stock],
      [oil._id, 10],
    ]),
    changes: () => ({ rows: [{ at: '2026-03-09T18:00:00.000Z', delta: -20_000 }], count: null, complete: true }),
    outlook: null,
    sales: null,
    sold: null,
    devices: null,
    debts: null,
    closings: null,
    lots: null,
    supplierName: () => null,
    unitCost: ({ purchasePrice }) => purchasePrice,
    ...known,
  };
}
const outlook = (riceForesight: ProductForesight) => ({
  origin: '2026-03-10',
  products: new Map<ProductId, ProductForesight>([[rice._id, riceForesight]]),
});
const alert = (alertType: Alert['alertType'], conditions: Alert['conditions'] = {}): Alert =>
  anAlert({ _id: `alert:${alertType.toLowerCase().replaceAll('_', '-')}`, alertType, conditions });
const opened = (one: Alert, known: AlertFacts) => evaluateAlerts([one], known, []).opened;
const openEvent = (one: Alert, subject: string): AlertEvent =>
  anAlertEvent({
    _id: `alertEvent:${one._id.slice(6)}:${subject.slice(8)}:2026-03-01`,
    alertId: one._id,
    alertType: one.alertType,
    subject,
  });
const fate = (one: Alert, known: AlertFacts, subject = 'product:riz') => {
  const { kept, closed } = evaluateAlerts([one], known, [openEvent(one, subject)]);
  return kept.length === 1 ? 'kept' : closed.length === 1 ? 'closed' : 'lost';
};

describe('RUPTURE', () => {
  const one = alert('RUPTURE');
  test('opens at the instant that emptied the shelf, critical when the product sells', () => {
    expect(opened(one, facts(0))).toMatchObject([
      {
        _id: 'alertEvent:rupture:riz:2026-03-09T18:00:00.000Z',
        severity: 'HIGH',
        message: 'Riz brisé est en rupture.',
      },
    ]);
    expect(opened(one, facts(-2, { outlook: outlook(foresight()) }))[0]?.severity).toBe('CRITICAL');
    expect(opened(one, facts(0.001))).toEqual([]);
  });
  test('asks for the changes that date it, and opens once per subject', () => {
    const blind = evaluateAlerts([one], facts(0, { changes: () => null }), []);
    expect([blind.opened, [...blind.wanting]]).toEqual([[], ['product:riz']]);
    expect(evaluateAlerts([one], facts(0), [openEvent(one, 'product:riz')]).opened).toEqual([]);
  });
  test('knows active products in its scope only', () => {
    expect(opened(one, facts(0, { products: [{ ...rice, isActive: false }] }))).toEqual([]);
    expect(opened(alert('RUPTURE', { productIds: ['product:huile'] }), facts(0))).toEqual([]);
    expect(opened(alert('RUPTURE', { categoryIds: ['category:huiles'] }), facts(0))).toEqual([]);
  });
  test('closes when goods come, when it is switched off and when the alert is gone', () => {
    expect([fate(one, facts(0)), fate(one, facts(1))]).toEqual(['kept', 'closed']);
    expect(fate({ ...one, isActive: false }, facts(0))).toBe('closed');
    expect(evaluateAlerts([], facts(0), [openEvent(one, 'product:riz')]).closed).toHaveLength(1);
  });
});

describe('an alert that watched something else before', () => {
  test('closes what that had opened, and opens its own', () => {
    const one = alert('RUPTURE');
    const before = { ...openEvent(one, 'product:riz'), alertType: 'LOW_STOCK' as const };
    const { opened: fresh, closed, kept } = evaluateAlerts([one], facts(0), [before]);
    expect([fresh.map(({ alertType }) => alertType), closed, kept]).toEqual([['RUPTURE'], [before], []]);
    const blind = { ...alert('PREDICTED_RUPTURE'), _id: one._id };
    expect(evaluateAlerts([blind], facts(0), [before]).closed).toEqual([before]);
  });
});

describe('LOW_STOCK', () => {
  const one = alert('LOW_STOCK');
  test('opens at or under the minimum, not at zero, and outlives a rupture', () => {
    expect(opened(one, facts(5)).map(({ _id }) => _id)).toEqual(['alertEvent:low-stock:riz:2026-03-09T18:00:00.000Z']);
    expect([opened(one, facts(5.001)), opened(one, facts(0))]).toEqual([[], []]);
    expect([fate(one, facts(0)), fate(one, facts(6))]).toEqual(['kept', 'closed']);
  });
  test('by coverage, with a margin before it closes, and never without an outlook', () => {
    const byDays = alert('LOW_STOCK', { coverageDays: 10 });
    const at = (coverage: number) => facts(20, { outlook: outlook(foresight({ coverage })) });
    expect(opened(byDays, at(9))).toMatchObject([{ _id: 'alertEvent:low-stock:riz:2026-03-10' }]);
    expect([opened(byDays, at(10)), opened(byDays, facts(20))]).toEqual([[], []]);
    expect([fate(byDays, at(10.5)), fate(byDays, at(11.1)), fate(byDays, facts(20))]).toEqual([
      'kept',
      'closed',
      'kept',
    ]);
  });
});

describe('SERVICE_RATE_DROP', () => {
  const one = alert('SERVICE_RATE_DROP', { rate: 0.9, windowDays: 7 });
  const sales = (missedRevenue: number, day = '2026-03-10') =>
    facts(9, { sales: [aDay({ day: dayNumber(day), productId: rice._id, revenue: 900, missedRevenue })] });
  test('opens below the threshold of its window, for the shop, on its day', () => {
    expect(opened(one, sales(200))).toMatchObject([
      { _id: 'alertEvent:service-rate-drop:shop:2026-03-10', subject: 'shop', details: { missedRevenue: 200 } },
    ]);
    expect([opened(one, sales(100)), opened(one, sales(900, '2026-03-03')), opened(one, sales(0))]).toEqual([
      [],
      [],
      [],
    ]);
    expect([fate(one, sales(95), 'shop'), fate(one, sales(50), 'shop')]).toEqual(['kept', 'closed']);
    expect(fate(one, facts(9), 'shop')).toBe('kept');
  });
});

describe('PREDICTED_RUPTURE', () => {
  const one = alert('PREDICTED_RUPTURE', { withinDays: 7 });
  const at = (day: number, changes: Partial<StockOut> = {}) =>
    facts(20, { outlook: outlook(foresight({ stockOut: { ...later, day, from: day - 1, to: day + 1, ...changes } })) });
  test('opens within its days, with the interval as dates, and keeps open a little beyond', () => {
    expect(opened(one, at(7))).toMatchObject([
      { details: { predictedFrom: '2026-03-15', predictedTo: '2026-03-17' }, severity: 'MEDIUM' },
    ]);
    // Beyond the month nobody knows: the end of the interval is left out, and the sentence gives none.
    const open = opened(one, at(6, { from: 2, to: 31 }))[0];
    expect(open?.details).toMatchObject({ predictedFrom: '2026-03-11' });
    expect(open?.details).not.toHaveProperty('predictedTo');
    expect(open?.message).toBe('Riz brisé risque la rupture à partir du mercredi 11 mars.');
    expect([opened(one, at(8)), opened(one, at(3, { reliability: 'INSUFFICIENT' }))]).toEqual([[], []]);
    expect([fate(one, at(9)), fate(one, at(10)), fate(one, facts(20))]).toEqual(['kept', 'closed', 'kept']);
  });
});

describe('DORMANT', () => {
  const one = alert('DORMANT', { idleDays: 60 });
  const sold = (lastSold: string | null, since = '2025-01-01') =>
    facts(20, { sold: new Map([[rice._id, { lastSold, since }]]) });
  test('opens on the day it fell asleep, also when it never sold, and closes with a sale', () => {
    expect(opened(one, sold('2026-01-05'))).toMatchObject([
      { _id: 'alertEvent:dormant:riz:2026-03-06', severity: 'LOW' },
    ]);
    expect(opened(one, sold(null, '2026-01-09'))).toHaveLength(1);
    expect([opened(one, sold('2026-01-10')), opened(one, sold(null, '2026-02-01'))]).toEqual([[], []]);
    expect(fate(one, sold('2026-03-10'))).toBe('closed');
  });
});

describe('SYNC_SILENCE', () => {
  const one = alert('SYNC_SILENCE', { silentHours: 24 });
  const seen = (lastSeen: string, device = 'k1', person: string | null = null) =>
    facts(9, { devices: new Map([[device, { lastSeen, person }]]) });
  test('opens at what was last heard, and forgets phones that have left', () => {
    expect(opened(one, seen('2026-03-09T10:00:00.000Z'))).toMatchObject([
      { _id: 'alertEvent:sync-silence:k1:2026-03-09T10:00:00.000Z', subject: 'device:k1' },
    ]);
    expect(opened(one, seen('2026-03-09T10:00:00.001Z'))).toEqual([]);
    expect(opened(one, seen('2026-03-09T10:00:00.000Z', 'k1', 'Awa'))[0]?.message).toBe(
      'Le téléphone d’Awa n’a pas donné de nouvelles depuis 24 heures.',
    );
    expect([
      opened(one, seen('2026-01-01T10:00:00.000Z')),
      opened(one, seen('2026-03-01T10:00:00.000Z', 'server')),
    ]).toEqual([[], []]);
  });
});

describe('DEBT_OVERDUE', () => {
  const one = alert('DEBT_OVERDUE', { debtDays: 30, leastDebt: 1_000 });
  const owing = (...open: { day: string | null; amount: number }[]) => {
    const amount = open.reduce((sum, debt) => sum + debt.amount, 0);
    return facts(9, { debts: [{ account: 'customer:moussa', name: 'Moussa Ndiaye', amount, open }] });
  };

  test('speaks of what is at least so many days old, from the day on which it became so', () => {
    const known = owing({ day: '2026-03-01', amount: 700 }, { day: '2026-02-08', amount: 1_500 });
    expect(opened(one, known)).toMatchObject([
      {
        _id: 'alertEvent:debt-overdue:moussa:2026-03-10',
        subject: 'customer:moussa',
        severity: 'MEDIUM',
        message: 'Moussa Ndiaye doit 1\u202f500\u202fF depuis 30 jours ou plus.',
        details: { owed: 2_200, overdue: 1_500, since: '2026-02-08' },
      },
    ]);
    expect(opened(one, owing({ day: '2026-02-09', amount: 1_500 }))).toEqual([]);
    expect(opened(one, owing({ day: '2026-02-08', amount: 999 }))).toEqual([]);
    expect(opened(one, owing({ day: '2026-01-09', amount: 1_500 }))).toMatchObject([{ severity: 'HIGH' }]);
  });

  test('ends when the old part is paid, and waits for what was not looked up', () => {
    expect(fate(one, owing({ day: '2026-03-01', amount: 9_000 }), 'customer:moussa')).toBe('closed');
    expect(fate(one, facts(9, { debts: [] }), 'customer:moussa')).toBe('closed');
    expect(fate(one, facts(9), 'customer:moussa')).toBe('kept');
  });

  test('what nobody dates any more is older than the rest, and opens nothing by itself', () => {
    const [young, old] = [
      { day: '2026-03-01', amount: 200 },
      { day: '2026-01-01', amount: 400 },
    ];
    const undated = { day: null, amount: 800 };
    expect(opened(one, owing(young, undated))).toEqual([]);
    expect(fate(one, owing(young, undated, { day: null, amount: 300 }), 'customer:moussa')).toBe('kept');
    expect(opened(one, owing(young, old, undated))).toMatchObject([{ details: { overdue: 1_200 } }]);
  });
});

describe('CLOSING_DIFFERENCE', () => {
  const one = alert('CLOSING_DIFFERENCE', { difference: 500 });
  const closed = (day: string, expected: number, counted: number) =>
    facts(9, { closings: [{ method: 'CASH', at: `${day}T20:00:00.000Z`, day, expected, counted }] });

  test('tells each closing that found too little or too much', () => {
    const subject = `till:CASH-${Date.parse('2026-03-09T20:00:00.000Z')}`;
    expect(opened(one, closed('2026-03-09', 20_000, 18_500))).toMatchObject([
      {
        _id: `alertEvent:closing-difference:${subject.slice(5)}:2026-03-09T20:00:00.000Z`,
        subject,
        severity: 'MEDIUM',
        message: 'Il manque 1\u202f500\u202fF à la clôture du 9 mars 2026 (Espèces).',
      },
    ]);
    expect(opened(one, closed('2026-03-09', 20_000, 20_500))).toMatchObject([{ severity: 'LOW' }]);
    expect(opened(one, closed('2026-03-09', 20_000, 15_000))).toMatchObject([{ severity: 'HIGH' }]);
    expect(opened(one, closed('2026-03-09', 20_000, 19_501))).toEqual([]);
  });

  test('is over after a week', () => {
    const subject = (day: string) => `till:CASH-${Date.parse(`${day}T20:00:00.000Z`)}`;
    expect(fate(one, closed('2026-03-04', 20_000, 15_000), subject('2026-03-04'))).toBe('kept');
    expect(fate(one, closed('2026-03-03', 20_000, 15_000), subject('2026-03-03'))).toBe('closed');
  });
});

describe('EXPIRY', () => {
  const one = alert('EXPIRY', { expiryDays: 30 });
  const dated = (stock: number, ...lots: Lot[]) => facts(stock, { lots: new Map([[rice._id, lots]]) });
  const [soon, later] = [
    { expiresOn: '2026-03-25', milli: 6_000 },
    { expiresOn: '2026-04-20', milli: 30_000 },
  ];

  test('speaks of each date of what is left, with what it cost', () => {
    expect(opened(one, dated(32.5, soon, later))).toMatchObject([
      {
        _id: 'alertEvent:expiry:riz-20260325:2026-02-23',
        subject: 'lot:riz-20260325',
        productId: 'product:riz',
        severity: 'MEDIUM',
        message: '2,5\u202fkg de Riz brisé à vendre avant le 25 mars 2026.',
        details: { expiring: 2.5, expiresOn: '2026-03-25', value: 1_000 },
      },
    ]);
    expect(opened(one, dated(30, soon, later))).toEqual([]);
    expect(opened(alert('EXPIRY', { expiryDays: 60 }), dated(32.5, soon, later))).toHaveLength(2);
  });

  test('grows louder, and ends when what expires is gone', () => {
    const severity = (expiresOn: string) => opened(one, dated(5, { expiresOn, milli: 5_000 }))[0]?.severity;
    expect([severity('2026-03-18'), severity('2026-03-17'), severity('2026-03-10'), severity('2026-03-09')]).toEqual([
      'MEDIUM',
      'HIGH',
      'HIGH',
      'CRITICAL',
    ]);
    expect(fate(one, dated(32.5, soon, later), 'lot:riz-20260325')).toBe('kept');
    expect(fate(one, dated(30, soon, later), 'lot:riz-20260325')).toBe('closed');
    expect(fate(one, facts(32.5), 'lot:riz-20260325')).toBe('kept');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareNames,
  formatAgo,
  formatBytes,
  formatDate,
  formatDay,
  formatDayLong,
  formatDayNear,
  formatDayRange,
  formatDays,
  formatDuration,
  formatEvery,
  formatHour,
  formatHours,
  formatMoney,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatTime,
  formatUnitCost,
  formatWeekday,
  list,
  parseMoney,
  parseQuantity,
  parseUnitCost,
  plural,
  typeset,
} from './index.ts';

/** Expected texts are typed with plain spaces. */
const plain = (text: string): string => text.replace(/\u202f/g, ' ');

describe('numbers', () => {
  it('groups digits with a narrow no-break space', () => {
    expect(formatMoney(1_250_000)).toBe('1\u202f250\u202f000\u202fF');
    expect(plain(formatMoney(0))).toBe('0 F');
    expect(plain(formatMoney(-1500))).toBe('−1 500 F');
    expect(plain(formatNumber(-0.2))).toBe('0');
  });

  it('writes quantities, costs, percentages and data', () => {
    expect(plain(formatQuantity(1250.5, 'kg'))).toBe('1 250,5 kg');
    expect(formatQuantity(0.1 + 0.2)).toBe('0,3');
    expect(plain(formatUnitCost(12.5))).toBe('12,50 F');
    expect(plain(formatUnitCost(1200))).toBe('1 200 F');
    expect(plain(formatPercent(0.953))).toBe('95,3 %');
    expect(plain(formatPercent(1))).toBe('100 %');
    expect(plain(formatBytes(980))).toBe('980 o');
    expect(plain(formatBytes(1_234_567))).toBe('1,2 Mo');
    expect(plain(formatBytes(10_737_400_000))).toBe('10,7 Go');
  });

  it('agrees in number the French way', () => {
    expect(plural(0, 'vente')).toBe('0 vente');
    expect(plural(1, 'vente')).toBe('1 vente');
    expect(plural(12, 'vente')).toBe('12 ventes');
  });
});

describe('typed numbers', () => {
  it.each([
    ['1 500,00', 1500],
    ['1\u202f500', 1500],
    ['1.500', 1500],
    ['1,500', 1500],
    ['1.500.000', 1_500_000],
    ['1 250 000 F', 1_250_000],
    ['2500 fcfa', 2500],
    ['0', 0],
    ['007', 7],
    ['12,5', null],
    ['0.500', null],
    ['', null],
    ['abc', null],
    ['1-2', null],
    ['1.2.3', null],
  ])('money %j is %j', (text, value) => expect(parseMoney(text)).toBe(value));

  it.each([
    ['12,5', 12.5],
    ['12.5', 12.5],
    ['1.250', 1250],
    ['1,250', 1.25],
    ['0.250', 0.25],
    [',5', 0.5],
    ['-3', -3],
    ['−3', -3],
    ['1 500,125', 1500.125],
    ['1.500,25', 1500.25],
    ['0,0005', null],
  ])('quantity %j is %j', (text, value) => expect(parseQuantity(text)).toBe(value));

  it('reads unit costs with two decimals', () => {
    expect(parseUnitCost('12,50')).toBe(12.5);
    expect(parseUnitCost('1.250')).toBe(1250);
    expect(parseUnitCost('12,5050')).toBeNull();
  });

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (amount) => {
        expect(parseMoney(formatMoney(amount))).toBe(amount);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (milli) => {
        expect(parseQuantity(formatQuantity(milli / 1000))).toBe(milli / 1000);
      }),
    );
  });
});

describe('days and times', () => {
  it('writes days', () => {
    expect(formatDay('2026-11-26')).toBe('jeu. 26 nov.');
    expect(formatDay('2025-11-26', '2026-01-02')).toBe('mer. 26 nov. 2025');
    expect(formatDayLong('2026-05-01')).toBe('vendredi 1er mai 2026');
    expect(formatDayNear('2026-03-01', '2026-03-01')).toBe('aujourd’hui');
    expect(formatDayNear('2026-02-28', '2026-03-01')).toBe('hier');
    expect(formatDayNear('2026-02-27', '2026-03-01')).toBe('ven. 27 févr.');
  });

  it('writes days in a sentence', () => {
    expect(formatWeekday('2026-05-01')).toBe('vendredi 1er mai');
    expect(formatDate('2026-11-26')).toBe('26 novembre 2026');
    expect(formatDayRange('2026-11-26', '2026-11-28')).toBe('entre jeudi 26 novembre et samedi 28 novembre');
    expect(formatDayRange('2026-11-26', '2026-11-26')).toBe('jeudi 26 novembre');
    expect(formatDayRange('2026-11-26', undefined)).toBe('à partir du jeudi 26 novembre');
  });

  it('writes hours, and how often', () => {
    expect(['07:30', '22:00'].map(formatHour)).toEqual(['7\u00a0h\u00a030', '22\u00a0h']);
    expect([0.9, 1.9, 3].map(formatDays)).toEqual(['moins d’un jour', '1 jour', '3 jours']);
    expect([1, 24, 36, 48].map(formatHours)).toEqual(['1 heure', '24 heures', '36 heures', '2 jours']);
    expect([1, 6, 24, 72].map(formatEvery)).toEqual([
      'toutes les heures',
      'toutes les 6 heures',
      'tous les jours',
      'tous les 3 jours',
    ]);
  });

  it('writes times in the shop’s timezone', () => {
    expect(formatTime('2026-11-26T14:05:09.000Z')).toBe('14:05');
    expect(formatTime('2026-11-26T14:05:09.000Z', 'Africa/Lagos')).toBe('15:05');
  });

  it('says how long', () => {
    expect(formatDuration(30_000)).toBe('moins d’une minute');
    expect(plain(formatDuration(12 * 60_000))).toBe('12 min');
    expect(plain(formatDuration(3.9 * 3_600_000))).toBe('3 h');
    expect(formatDuration(25 * 3_600_000)).toBe('1 jour');
    expect(formatDuration(49 * 3_600_000)).toBe('2 jours');
    const now = Date.parse('2026-11-26T14:00:00.000Z');
    expect(plain(formatAgo('2026-11-26T11:00:00.000Z', now))).toBe('il y a 3 h');
    expect(formatAgo('2026-11-26T14:00:05.000Z', now)).toBe('à l’instant');
  });
});

describe('sentences', () => {
  it('hold together what no line may part', () => {
    expect(typeset('« Riz » : 95 % de 1 500 F, eau 1,5 L ; vraiment ?')).toBe(
      '«\u202fRiz\u202f»\u202f: 95\u202f% de 1 500\u202fF, eau 1,5\u202fL\u202f; vraiment\u202f?',
    );
    for (const text of ['https://boutique.sn/?a=1', '3 litres', '12:30', '5 Lions']) expect(typeset(text)).toBe(text);
  });

  it('name things one after the other, in the order in which people look for them', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map((items) => list(items))).toEqual([
      '',
      'a',
      'a et b',
      'a, b et c',
    ]);
    expect(list(['a', 'b'], 'ou')).toBe('a ou b');
    expect(['Sac 25 kg', 'Œufs', 'écorce', 'Sac 5 kg', 'Eau'].sort(compareNames)).toEqual([
      'Eau',
      'écorce',
      'Œufs',
      'Sac 5 kg',
      'Sac 25 kg',
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../shared/day.ts';
import { dateOrderOf, orderEvidence } from './date-order.ts';
import { parseTime, readDate } from './dates.ts';
import type { Cell } from './table.ts';

const parseDate = (cell: Cell, order: 'dmy' | 'mdy') => {
  const read = readDate(cell, order);
  return read.ok ? read.value : null;
};

describe('readDate', () => {
  it.each([
    ['12/03/2026', '2026-03-12', null],
    ['12-03-26', '2026-03-12', null],
    ['12.03.2026 14h05', '2026-03-12', '14:05:00'],
    ['2026-03-12', '2026-03-12', null],
    ['2026-03-12T14:05:09.000Z', '2026-03-12', '14:05:09'],
    ['2026/3/12 8:05', '2026-03-12', '08:05:00'],
    ['12 mars 2026', '2026-03-12', null],
    ['jeudi 12 mars 2026', '2026-03-12', null],
    ['1er août 2025', '2025-08-01', null],
    ['12-mars-26', '2026-03-12', null],
    ['Mar 12, 2026', '2026-03-12', null],
    ['20260312', '2026-03-12', null],
    [20_260_312, '2026-03-12', null],
    [46_093, '2026-03-12', null],
    [46_093.5, '2026-03-12', '12:00:00'],
    ['46093', '2026-03-12', null],
    ['29/02/2024', '2024-02-29', null],
  ])('reads %j', (cell, day, time) => {
    expect(parseDate(cell, 'dmy')).toMatchObject({ day, time });
  });

  it.each([
    ['15/12/2024, 10:30:00', '2024-12-15', '10:30:00', null],
    ['03/12/2025 à 14:30:00', '2025-12-03', '14:30:00', null],
    ['3 décembre 2025 à 14:30', '2025-12-03', '14:30:00', null],
    ['3 déc. 2025, 14:30:00', '2025-12-03', '14:30:00', null],
    ['mar. 3 déc. 2024', '2024-12-03', null, null],
    ['Mercredi 3 Décembre 2025', '2025-12-03', null, null],
    ['03/12/25', '2025-12-03', null, null],
    ['03.12.2025 14h30', '2025-12-03', '14:30:00', null],
    ['03/12/2025 14 h 30', '2025-12-03', '14:30:00', null],
    ['2025-12-03T14:30:00.000Z', '2025-12-03', '14:30:00', 0],
    ['2025-12-03 14:30:00+00', '2025-12-03', '14:30:00', 0],
    ['2025-12-03 14:30:00-0530', '2025-12-03', '14:30:00', -330],
    ['03/12/2025 14:30:00 GMT', '2025-12-03', '14:30:00', 0],
    ['Wed Dec 03 2025 14:30:00 GMT+0000 (UTC)', '2025-12-03', '14:30:00', 0],
    ['Wed Dec 03 2025 14:30:00 GMT+0100 (heure normale d’Europe centrale)', '2025-12-03', '14:30:00', 60],
    ['3/12/2025 2:30 PM', '2025-12-03', '14:30:00', null],
    ['3/12/2025 2:30 p.m.', '2025-12-03', '14:30:00', null],
    ['2025/12/03', '2025-12-03', null, null],
    ['3-déc-25', '2025-12-03', null, null],
    ['Le 03/12/2025', '2025-12-03', null, null],
    ['20251203143000', '2025-12-03', '14:30:00', null],
    ['20251203T143000Z', '2025-12-03', '14:30:00', 0],
    ['03122025', '2025-12-03', null, null],
    ['31-12-2025 23:59', '2025-12-31', '23:59:00', null],
  ])('reads %j as a French reader does', (cell, day, time, offset) => {
    expect(parseDate(cell, 'dmy')).toEqual({ day, time, offset });
  });

  it.each([
    ['déc-25', 'no-day'],
    ['décembre 2025', 'no-day'],
    ['12/2025', 'no-day'],
    ['2025-12', 'no-day'],
    ['mars 25', 'no-day'],
    ['12/03', 'no-year'],
    ['12 mars', 'no-year'],
    ['31/02', 'no-such-day'],
    ['1764772200', 'unix-time'],
    ['1764772200000', 'unix-time'],
    [1_764_772_200, 'unix-time'],
    ['29/02/2025', 'no-such-day'],
    ['31/04/2025', 'no-such-day'],
    ['12/31/2025', 'no-such-day'],
    ['semaine 49', 'not-a-date'],
    ['Total', 'not-a-date'],
  ])('says why %j is no day', (cell, error) => {
    expect(readDate(cell, 'dmy')).toEqual({ ok: false, error });
  });

  it.each([
    ['12/03', '2026-03-12'],
    ['20/03', '2026-03-20'],
    ['21/03', '2025-03-21'],
    ['lundi 5 déc', '2025-12-05'],
    ['1er janvier', '2026-01-01'],
    ['12-mars', '2026-03-12'],
  ])('takes %j without a year for the latest such day', (cell, day) => {
    expect(readDate(cell, 'dmy', '2026-03-20')).toEqual({ ok: true, value: { day, time: null, offset: null } });
  });

  it('goes back no more than a year for a day without one, and keeps its time', () => {
    expect(readDate('29/02', 'dmy', '2025-01-10')).toMatchObject({ ok: true, value: { day: '2024-02-29' } });
    expect(readDate('29/02', 'dmy', '2026-12-20')).toEqual({ ok: false, error: 'no-such-day' });
    expect(readDate('03/12 14:30', 'mdy', '2026-03-20')).toMatchObject({
      value: { day: '2026-03-12', time: '14:30:00' },
    });
  });

  it('reads the month first when so told', () => {
    expect(parseDate('12/1/2010 8:26', 'mdy')).toMatchObject({ day: '2010-12-01', time: '08:26:00' });
  });

  it.each([
    '31/02/2026',
    '29/02/2025',
    '2026-13-01',
    'hier',
    '',
    '12',
    12,
    1e308,
    Number.NaN,
    '=TODAY()',
    '00/00/0000',
    true,
    null,
    '12/03',
    '<script>',
    '9'.repeat(1000),
  ])('finds no day in %j', (cell) => {
    expect(parseDate(cell, 'dmy')).toBeNull();
  });

  it('reads every day of two centuries, in every form', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 79_999 }), (serial) => {
        const day = addDays('1899-12-30', serial);
        const [year = '', month = '', date = ''] = day.split('-');
        expect(parseDate(serial, 'dmy')?.day).toBe(day);
        expect(parseDate(day, 'dmy')?.day).toBe(day);
        expect(parseDate(`${date}/${month}/${year}`, 'dmy')?.day).toBe(day);
        expect(parseDate(`${month}/${date}/${year}`, 'mdy')?.day).toBe(day);
      }),
    );
  });
});

describe('dateOrderOf', () => {
  it('follows a day above twelve, and French without one', () => {
    expect(dateOrderOf(['01/02/2026', '13/02/2026'], 'auto')).toBe('dmy');
    expect(dateOrderOf(['01/02/2026', '02/13/2026'], 'auto')).toBe('mdy');
    expect(dateOrderOf(['01/02/2026', 'x'], 'auto')).toBe('dmy');
    expect(dateOrderOf(['13/02/2026'], 'mdy')).toBe('mdy');
  });
});

describe('orderEvidence', () => {
  it.each([
    [['03/04/2026', '05/06/2026'], 'either'],
    [['03/04/2026', '25/06/2026'], 'dmy'],
    [['03/04', '25/06'], 'dmy'],
    [['03/04', '06/25'], 'mdy'],
    [['03/04/2026', '25/06/2026', '06/25/2026'], 'both'],
    [['03/03/2026'], 'none'],
    [['2026-03-04'], 'none'],
  ])('finds in %j: %s', (cells, evidence) => {
    expect(orderEvidence(cells)).toBe(evidence);
  });
});

describe('parseTime', () => {
  it.each([
    ['14:05', '14:05:00'],
    ['14h', '14:00:00'],
    ['2:05 PM', '14:05:00'],
    ['12:30 am', '00:30:00'],
    [0.75, '18:00:00'],
    [0, '00:00:00'],
  ])('reads %j as %s', (cell, time) => {
    expect(parseTime(cell)).toBe(time);
  });

  it.each(['25:00', 'midi', '', 3, null])('finds no time in %j', (cell) => {
    expect(parseTime(cell)).toBeNull();
  });
});

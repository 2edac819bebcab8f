import { describe, expect, it } from 'vitest';
import { toldTime } from './told-time.ts';

const told = (day: string, time: string, timezone = 'Africa/Dakar') => ({ day, time, timezone });

describe('a time that a person tells', () => {
  it('is read by the shop’s clocks', () => {
    expect(toldTime(told('2026-03-02', '10:15'), null)).toEqual({ ok: true, value: '2026-03-02T10:15:00.000Z' });
    expect(toldTime(told('2026-03-02', '10:15', 'Africa/Nairobi'), null)).toMatchObject({
      value: '2026-03-02T07:15:00.000Z',
    });
  });

  it('is not before the last exchange, but may be in its minute', () => {
    const last = '2026-03-02T10:15:30.000Z';
    expect(toldTime(told('2026-03-02', '10:14'), last)).toEqual({ ok: false, error: 'too-early' });
    expect(toldTime(told('2026-03-02', '10:15'), last)).toEqual({ ok: true, value: last });
  });

  it('is asked for again when a part of it is missing', () => {
    expect(toldTime(told('', '10:14'), null)).toEqual({ ok: false, error: 'missing' });
    expect(toldTime(told('2026-03-02', ''), null)).toEqual({ ok: false, error: 'missing' });
    expect(toldTime(told('2026-02-30', '10:14'), null)).toEqual({ ok: false, error: 'missing' });
  });
});

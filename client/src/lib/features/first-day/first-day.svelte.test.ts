import { describe, expect, it } from 'vitest';
import { isFirstDayBegun } from '../../storage/first-day.ts';
import { FirstDay, STEPS } from './first-day.svelte.ts';

function storage(): Pick<Storage, 'getItem' | 'setItem'> & { full: boolean } {
  const kept = new Map<string, string>();
  return {
    full: false,
    getItem: (key) => kept.get(key) ?? null,
    setItem(key, value) {
      if (this.full) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
  };
}

describe('the first day of a shop', () => {
  it('goes on where it was left, with what was ticked, and does not begin for another shop', () => {
    const phone = storage();
    const day = new FirstDay('neuve', phone);
    expect(isFirstDayBegun('neuve', phone)).toBe(false);
    day.choose('BOUTIQUE');
    day.tick([
      ['Mil', 400],
      ['Gaz butane 6 kg', null],
      ['Oignon', 500],
    ]);
    day.untick(['Oignon']);
    day.next();
    const again = new FirstDay('neuve', phone);
    expect([again.step, again.place, again.kind]).toEqual(['COUNT', 2, 'BOUTIQUE']);
    expect(again.ticked).toEqual({ Mil: 400, 'Gaz butane 6 kg': null });
    expect([isFirstDayBegun('neuve', phone), isFirstDayBegun('autre', phone)]).toEqual([true, false]);
    again.back();
    again.back();
    expect(again.step).toBe('PRODUCTS');
  });

  it('is over after its last step, and does not come back', () => {
    const phone = storage();
    const day = new FirstDay('neuve', phone);
    for (const _ of STEPS) day.next();
    expect(day.isDone).toBe(true);
    expect([new FirstDay('neuve', phone).isDone, isFirstDayBegun('neuve', phone)]).toEqual([true, false]);
  });

  it('begins anew where what was kept cannot be read, and goes on where nothing can be kept', () => {
    const phone = storage();
    for (const text of ['{"step":"PRO', '[]', '{"step":"AUTRE","kind":7,"ticked":["x"]}', 'null']) {
      phone.setItem('first-day:neuve', text);
      const day = new FirstDay('neuve', phone);
      expect([day.step, day.kind]).toEqual(['PRODUCTS', '']);
    }
    phone.full = true;
    const day = new FirstDay('neuve', phone);
    day.next();
    expect(day.step).toBe('COUNT');
  });
});

import { describe, expect, it } from 'vitest';
import { type Burst, KeyboardWedge } from './wedge.ts';

interface Press {
  readonly key: string;
  readonly code?: string;
  /** Milliseconds since the key before. */
  readonly after: number;
}

const keys = (text: string, after: number): Press[] => [...text].map((key) => ({ key, after }));
const ENTER = { key: 'Enter', after: 8 };

function press(presses: readonly Press[], wedge = new KeyboardWedge(), from = 1000): Burst {
  let read: Burst = null;
  let timeStamp = from;
  for (const { key, code = '', after } of presses) {
    timeStamp += after;
    read = wedge.read({ key, code, timeStamp });
  }
  return read;
}

describe('KeyboardWedge', () => {
  it('reads a burst that ends with Enter or Tab', () => {
    expect(press([...keys('6181234567890', 8), ENTER])).toEqual({ code: '6181234567890' });
    const shift = { key: 'Shift', after: 8 };
    expect(press([shift, ...keys('A', 8), shift, ...keys('B12', 8), { key: 'Tab', after: 8 }])).toEqual({
      code: 'AB12',
    });
  });

  it('takes a code that follows at once for a new one', () => {
    const wedge = new KeyboardWedge();
    expect(press([...keys('6181234567890', 8), ENTER], wedge)).toEqual({ code: '6181234567890' });
    expect(press(keys('9', 0), wedge, 1150)).toBeNull();
    expect(wedge.starts).toBe(true);
    expect(press([...keys('999999999994', 8), ENTER], wedge, 1150)).toEqual({ code: '9999999999994' });
  });

  it('reads the code behind the word for its kind', () => {
    expect(press([...keys(']E06181234567890', 8), ENTER])).toEqual({ code: '6181234567890' });
    expect(press([...keys(']C1', 8), ENTER])).toBeNull();
  });

  it('reads a scanner that pauses, and one that is slow all along', () => {
    expect(press([...keys('69792911', 8), ...keys('0', 75), ...keys('035', 8), ENTER])).toEqual({
      code: '697929110035',
    });
    expect(press([...keys('96385074', 80), { key: 'Enter', after: 80 }])).toEqual({ code: '96385074' });
  });

  it('reads a code whose Enter comes late, but takes no slow typing for one then', () => {
    expect(press([...keys('6041234567895', 10), { key: 'Enter', after: 400 }])).toEqual({ code: '6041234567895' });
    expect(press([...keys('77123456', 90), { key: 'Enter', after: 400 }])).toBeNull();
    expect(press([...keys('6041234567895', 10), { key: 'Enter', after: 1_500 }])).toBeNull();
  });

  it('never takes the tail of a code for a code', () => {
    expect(
      press([...keys('6979291', 8), ...keys('10035', 8).map((key, n) => ({ ...key, after: n ? 8 : 160 })), ENTER]),
    ).toEqual({ torn: true });
  });

  it('knows a code that was torn after its first character by its check digit', () => {
    const torn = [...keys('6', 8), { key: '0', after: 300 }, ...keys('41234567895', 8), ENTER];
    expect(press(torn)).toEqual({ torn: true });
    // A digit that a person typed before they scanned.
    const typed = [...keys('2', 8), { key: '6', after: 300 }, ...keys('041234567895', 8), ENTER];
    expect(press(typed)).toEqual({ code: '6041234567895' });
  });

  it('knows a torn code by two characters of its head, and gives the field back what was there before them', () => {
    const wedge = new KeyboardWedge();
    const starts: boolean[] = [];
    const torn = [...keys('06', 8), { key: '1', after: 300 }, ...keys('81100001237', 8)];
    let timeStamp = 1000;
    for (const { key, after } of torn) {
      timeStamp += after;
      wedge.read({ key, code: '', timeStamp });
      starts.push(wedge.starts);
    }
    expect(starts.indexOf(true)).toBe(0);
    expect(starts.lastIndexOf(true)).toBe(0);
    expect(wedge.read({ key: 'Enter', code: '', timeStamp: timeStamp + 8 })).toEqual({ torn: true });
  });

  it('takes no notice of a person, however fast', () => {
    expect(press([...keys('6181234567890', 150), { key: 'Enter', after: 150 }])).toBeNull();
    expect(press([...keys('lait', 85), { key: 'Enter', after: 85 }])).toBeNull();
    expect(press([...keys('12', 8), ENTER])).toBeNull();
  });

  it('reads the places of digits, which type other characters on a French keyboard', () => {
    const azerty = Object.entries({ Digit6: '-', Digit1: '&', Digit8: '_', Digit0: 'à' });
    expect(press([...azerty.map(([code, key]) => ({ key, code, after: 8 })), ENTER])).toEqual({ code: '6180' });
    expect(
      press([...[...'618'].map((key) => ({ key, code: `Numpad${key}`, after: 8 })), ...keys('9', 8), ENTER]),
    ).toEqual({
      code: '6189',
    });
  });

  it('forgets what was typed by hand before the burst, and the burst before', () => {
    const wedge = new KeyboardWedge();
    press(keys('riz', 200), wedge);
    expect(press([...keys('12345', 5), ENTER], wedge, 9000)).toEqual({ code: '12345' });
    expect(press([...keys('67890', 5), ENTER], wedge, 9500)).toEqual({ code: '67890' });
  });
});

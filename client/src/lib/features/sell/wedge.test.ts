import { describe, expect, it } from 'vitest';
import { KeyboardWedge } from './wedge.ts';

function type(keys: readonly string[], gap: number, wedge = new KeyboardWedge(), from = 1000): string | null {
  let read: string | null = null;
  for (const [index, key] of keys.entries()) read = wedge.read({ key, timeStamp: from + index * gap });
  return read;
}

describe('KeyboardWedge', () => {
  it('reads a burst that ends with Enter', () => {
    expect(type([...'6181234567890', 'Enter'], 8)).toBe('6181234567890');
    expect(type(['Shift', 'A', 'Shift', 'B', '1', '2', 'Tab'], 8)).toBe('AB12');
  });

  it('takes no notice of a person', () => {
    expect(type([...'6181234567890', 'Enter'], 150)).toBeNull();
    expect(type([...'12', 'Enter'], 8)).toBeNull();
  });

  it('forgets what was typed by hand before the burst, and the burst before', () => {
    const wedge = new KeyboardWedge();
    type([...'riz'], 200, wedge);
    expect(type([...'12345', 'Enter'], 5, wedge, 9000)).toBe('12345');
    expect(type([...'67890', 'Enter'], 5, wedge, 9500)).toBe('67890');
  });
});

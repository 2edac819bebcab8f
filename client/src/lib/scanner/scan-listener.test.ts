import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ScanListener } from './scan-listener.ts';

class Field extends EventTarget {
  value = '';
}
beforeEach(() => {
  vi.stubGlobal('HTMLInputElement', Field);
  vi.stubGlobal('HTMLTextAreaElement', Field);
});
afterEach(() => vi.unstubAllGlobals());

/** Types into `field` as a scanner does, `gap` ms from key to key, then Enter; whether Enter reached the page. */
function type(listener: ScanListener, field: Field, text: string, gap: number): boolean {
  let timeStamp = 1_000;
  let isLetThrough = true;
  for (const key of [...text, 'Enter']) {
    timeStamp += gap;
    const event = { key, code: '', timeStamp, target: field, preventDefault: () => (isLetThrough = false) };
    listener.hear({ ...event, stopPropagation: () => undefined } as unknown as KeyboardEvent);
    if (key.length === 1) field.value += key;
  }
  return isLetThrough;
}

it('a burst is a code wherever the focus is, and the field keeps its value', () => {
  const [onCode, onTorn] = [vi.fn(), vi.fn()];
  const quantity = new Field();
  quantity.value = '2';
  const told = vi.fn();
  quantity.addEventListener('input', told);
  expect(type(new ScanListener(onCode, onTorn), quantity, '96385074', 8)).toBe(false);
  expect([onCode.mock.calls, quantity.value, told.mock.calls.length]).toEqual([[['96385074']], '2', 1]);
  expect(onTorn).not.toHaveBeenCalled();
});

it('what a person types stays in the field, and Enter does what it does', () => {
  const onCode = vi.fn();
  const quantity = new Field();
  expect(type(new ScanListener(onCode, vi.fn()), quantity, '1250', 180)).toBe(true);
  expect([onCode.mock.calls, quantity.value]).toEqual([[], '1250']);
});

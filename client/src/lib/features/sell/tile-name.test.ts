import fc from 'fast-check';
import { expect, test } from 'vitest';
import { letterOf, splitName } from './tile-name.ts';

test.each([
  ['Eau minérale 1,5 L', 'Eau minérale', '1,5 L'],
  ['Riz brisé parfumé 25kg', 'Riz brisé parfumé', '25kg'],
  ['Bière 12 x 33 cl', 'Bière', '12 x 33 cl'],
  ['Pointes 80 mm', 'Pointes', '80 mm'],
  ['Savon', 'Savon', ''],
  ['Biscuits (paquet)', 'Biscuits (paquet)', ''],
  ['25 kg', '25 kg', ''],
])('%s', (name, head, size) => expect(splitName(name)).toEqual({ head, size }));

test('nothing of a name is lost', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const { head, size } = splitName(name);
      expect(size === '' ? head : name.startsWith(head) && name.endsWith(size)).toBe(size === '' ? name : true);
    }),
  );
});

test('a letter stands for the product', () => {
  expect([letterOf('« Écrou »'), letterOf('7Up'), letterOf('--')]).toEqual(['É', '7', '?']);
});

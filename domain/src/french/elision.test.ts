import { expect, test } from 'vitest';
import { de } from './elision.ts';

test.each(['Riz brisé', 'Haricots', 'harissa', 'Hareng fumé', 'Houe', 'Yaourt', 'onze', 'Lait', '7 Up', 'Henné', ''])(
  '%j stands after « de »',
  (name) => {
    expect(de(name)).toBe(`de ${name}`);
  },
);

test.each([
  'Oignons',
  'Eau minérale',
  'Huile 1 L',
  'Hibiscus',
  'Écharpe',
  'Œufs',
  'igname',
  'Hameçons',
  'Ylang',
  'E\u0301pices',
])('%j stands after « d’ »', (name) => {
  expect(de(name)).toBe(`d’${name}`);
});

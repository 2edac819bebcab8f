import { expect, it } from 'vitest';
import { unitFor } from './unit.ts';

it.each([
  [1, 'sac', 'sac'],
  [1.9, 'sac', 'sac'],
  [0, 'sac', 'sac'],
  [-2, 'sac', 'sacs'],
  [12, 'pièce', 'pièces'],
  [3, 'kg', 'kg'],
  [3, 'L', 'L'],
  [3, 'm²', 'm²'],
  [3, 'seau', 'seaux'],
  [3, 'bocal', 'bocaux'],
  [3, 'colis', 'colis'],
  [3, 'carton de 12', 'cartons de 12'],
  [3, '<b>', '<b>'],
])('%d %s is written %s', (quantity, unit, text) => expect(unitFor(quantity, unit)).toBe(text));

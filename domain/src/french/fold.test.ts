import { expect, it } from 'vitest';
import { fold } from './fold.ts';

it('forgets accents, case, ligatures and curly apostrophes', () => {
  expect(fold('  Thé à la MENTHE ')).toBe('the a la menthe');
  expect(fold('Œufs d’ici')).toBe("oeufs d'ici");
  expect(fold('Ñebbe ŋaam')).toBe('nebbe ŋaam');
});

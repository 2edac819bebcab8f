import { describe, expect, it } from 'vitest';
import { isHardToGuess } from './password-strength.ts';

describe('a password', () => {
  it.each([
    'password',
    '1234567890',
    'digiboost',
    'digiboost2026',
    'azertyuiop',
    'azertyuiop1',
    '          ',
    'motdepasse1',
    'P@ssw0rd2026',
    'boutique2026',
    'dakar12345',
    'senegal2026',
    'Bonjour2026',
    'jetaime123',
    'aaaaaaaaaaaaaaaaaaaa',
    'abcdefghijklmnop',
    'touba touba 1',
  ])('like « %s » is easy to guess', async (password) => {
    expect(await isHardToGuess(password)).toBe(false);
  });

  it.each(['phare-mangue-42-tambour', 'lampe verte 47 mil', 'Kx8_2mPq9sTz', 'thieboudienne au marché'])(
    'like « %s » is not',
    async (password) => {
      expect(await isHardToGuess(password)).toBe(true);
    },
  );

  it('made of one’s own name or e-mail is easy to guess', async () => {
    const about = ['thiaroye.khouma@exemple.sn', 'Thiaroye Khouma'];
    expect(await isHardToGuess('thiaroye.khouma', about)).toBe(false);
    expect(await isHardToGuess('thiaroyekhouma1', about)).toBe(false);
  });

  it('of any length is judged', async () => {
    expect(await isHardToGuess('a1'.repeat(100))).toBe(false);
    expect(await isHardToGuess('é🐟'.repeat(3) + 'Kx8_2mPq9sTz'.repeat(15))).toBe(true);
  });
});

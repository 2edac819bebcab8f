import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMobileMessages } from './mobile-messages.ts';

const read = (text: string) =>
  readMobileMessages(text).map(({ method, isIn, amount, day, minute }) => [method, isIn, amount, day, minute]);

describe('messages of mobile money', () => {
  test.each([
    [
      'Vous avez reçu 5.000F de Moussa Ndiaye 77 123 45 67 sur Wave. Nouveau solde: 45.200F. T_6JX2ABQ91',
      ['WAVE', true, 5000, null, null],
    ],
    [
      'Wave : paiement reçu de 12 500 FCFA de Awa Diop (781234567) le 12 juin 2026 à 14h32. Frais : 125 FCFA. Transaction T_9KQ77ZP0',
      ['WAVE', true, 12_500, '2026-06-12', 872],
    ],
    [
      'Vous avez recu un transfert de 10000.00 FCFA du 771234567 MOUSSA NDIAYE. Nouveau solde: 22500.00 FCFA. Reference: PP260612.1432.A12345. Orange Money',
      ['ORANGE_MONEY', true, 10_000, '2026-06-12', 872],
    ],
    [
      'Orange Money: votre transfert de 2000 FCFA vers 781112233 a reussi. Frais: 20 FCFA. Solde: 8000 FCFA. ID: CI260612.0905.B00012',
      ['ORANGE_MONEY', false, 2000, '2026-06-12', 545],
    ],
    ['Vous avez envoyé 3.000F à Fatou Sarr. Nouveau solde: 1.000F. Wave', ['WAVE', false, 3000, null, null]],
    ['12/06/26 09:41;Paiement client;7500 FCFA;Ibrahima', [null, true, 7500, '2026-06-12', 581]],
    [
      'Vous avez retiré 20 000F chez l’agent 221. Nouveau solde de votre compte Wave : 5 000F.',
      ['WAVE', false, 20_000, null, null],
    ],
  ])('%s', (text, told) => {
    expect(read(text)).toEqual([told]);
  });

  test('several pasted at once, with the lines that a phone puts around them, are one each', () => {
    const text = `Wave
Vous avez reçu 5.000F de Moussa. Nouveau solde: 45.200F.
14:32

Orange Money
Vous avez recu 1500 FCFA du 770000000. Votre nouveau solde est de 2000 FCFA.
Vous avez recu 2500 FCFA du 770000001. Votre nouveau solde est de 4500 FCFA.

Bonne journée !`;
    expect(read(text)).toEqual([
      ['WAVE', true, 5000, null, 872],
      ['ORANGE_MONEY', true, 1500, null, null],
      [null, true, 2500, null, null],
    ]);
  });

  test('one that was pasted twice is one; two payments of one sum are two', () => {
    const one = 'Vous avez recu 5000 FCFA. Reference: PP260612.1432.A12345';
    const other = 'Vous avez recu 5000 FCFA. Reference: PP260612.1432.A12346';
    expect(read(`${one}\n\n${other}\n\n${one}`)).toHaveLength(2);
    const bare = 'Wave: vous avez reçu 5.000F.';
    expect(read(`${bare}\n\n${bare}`)).toHaveLength(2);
  });

  test('whatever is pasted, nothing but whole amounts above 0 come out', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.integer({ min: 1, max: 9_999_999 }), (noise, amount) => {
        for (const message of readMobileMessages(`${noise}\n\nvous avez reçu ${amount} F`))
          expect(Number.isSafeInteger(message.amount) && message.amount > 0).toBe(true);
      }),
    );
  });
});

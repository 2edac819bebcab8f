import { aProduct, aSale, aVoid } from '@digiboost/domain/documents/testing/examples';
import { describe, expect, it } from 'vitest';
import { refusalWords, refusedName } from './refusals.ts';

describe('what the server refused', () => {
  it.each([
    ['at: dated in the future', 'Sa date est dans l’avenir.'],
    ['type: not written by the role viewer', 'Votre rôle ne permet pas de l’écrire.'],
    ['createdBy: no role in this shop', 'Votre rôle ne permet pas de l’écrire.'],
    ['createdBy: not the user who writes', 'Une autre personne l’a enregistrée.'],
    ['_rev: written once, never changed', 'Le serveur en a déjà une autre version.'],
    ['lines.0.quantity: positiveQuantity', 'Le serveur ne la comprend pas.'],
  ])('%s: says why, and what can be done', (reason, why) => {
    const said = refusalWords(reason);
    expect(said.why).toBe(why);
    expect(said.help.length).toBeGreaterThan(20);
  });

  it('is called by its name and time', () => {
    expect(refusedName(aSale({ at: '2026-03-02T09:15:00.000Z' }))).toBe('Vente du lun. 2 mars à 09:15');
    expect(refusedName(aVoid(aSale()))).toMatch(/^Annulation du /);
    expect(refusedName(aProduct())).toMatch(/^Produit du /);
  });
});

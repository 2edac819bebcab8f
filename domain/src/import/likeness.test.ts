import { describe, expect, it } from 'vitest';
import { likeness, sameArticle } from './likeness.ts';

describe('sameArticle', () => {
  it.each([
    ['Riz brisé 25 kg', 'RIZ BRISE 25KG'],
    ['Riz brisé 25 kg', 'Riz parfumé brisé (sac) 25 kg'],
    ['Riz bris. 25kg', 'Riz brisé 25 kg'],
    ['Sucre', 'Sucre en poudre 1 kg'],
    ['Huile d’arachide 5 L', 'Huile arachide 5l'],
    ['Tomate concentrée 400 g', 'Tomates concentrées 400 gr'],
    ['Spaghetti', 'Spagheti'],
    ['Coca 33cl', 'Coca-Cola 0,33 L (33 cl)'],
    ['Vis 4x40', 'Vis à bois 4 x 40'],
  ])('takes %j and %j for one article', (a, b) => {
    expect(sameArticle(a, b)).toBe(true);
    expect(sameArticle(b, a)).toBe(true);
  });

  it.each([
    ['Riz brisé 25 kg', 'Savon de Marseille'],
    ['Riz brisé 25 kg', 'Riz brisé 5 kg'],
    ['Lait', 'Café'],
    ['Sucre 1 kg', 'Sel 1 kg'],
    ['Thé', 'Café Touba'],
  ])('tells %j from %j', (a, b) => {
    expect(sameArticle(a, b)).toBe(false);
    expect(sameArticle(b, a)).toBe(false);
  });

  it('knows a name as itself, whatever its letters', () => {
    expect(likeness('أرز', 'أرز')).toBe(1);
    expect(likeness('', '')).toBe(1);
  });
});

import { aProduct } from '@digiboost/domain/documents/testing/examples';
import { recommend } from '@digiboost/domain/purchase';
import { describe, expect, it } from 'vitest';
import { comingDay, forecast, ruptureRange, workingText } from './forecast.ts';

/** A Thursday. */
const TODAY = '2026-11-19';
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('dates to come', () => {
  it('are named by their weekday, with the month once it is another', () => {
    expect(
      [0, 1, 2, 12].map((days) =>
        plain(comingDay(new Date(Date.parse(TODAY) + days * 864e5).toISOString().slice(0, 10), TODAY)),
      ),
    ).toEqual(['aujourd’hui', 'demain', 'samedi 21', 'mardi 1er décembre']);
  });

  it('are a range, or one day', () => {
    const range = (from: number, to: number): string => plain(ruptureRange({ from, to }, TODAY));
    expect(range(8, 10)).toBe('entre jeudi 26 et samedi 28');
    expect(range(12, 15)).toBe('entre lundi 30 et jeudi 3');
    expect(range(8, 8)).toBe('jeudi 26');
    expect(range(1, 1)).toBe('aujourd’hui');
    expect(range(1, 3)).toBe('entre aujourd’hui et samedi 21');
    expect(range(8, 31)).toBe('à partir de jeudi 26');
    expect(range(1, 31)).toBe('à tout moment');
    expect(range(31, 31)).toBe('pas avant un mois');
  });
});

describe('the working in a sentence', () => {
  const terms = { today: TODAY, leadTimeDays: 2, reviewDays: 14, serviceTarget: 0.95 };
  const demand = {
    sufficient: true,
    expected: (days: number) => days * 3,
    quantile: (days: number) => days * 4,
    shortfall: (days: number, stock: number) => Math.max(days * 4 - stock, 0),
  };
  const textOf = (product: Parameters<typeof aProduct>[0], onHand: number, known: typeof demand | null): string =>
    plain(workingText(recommend({ product: aProduct(product), onHand, onOrder: 0, demand: known }, terms), 'sac'));

  it('says every figure', () => {
    expect(textOf({ packSize: 10, purchasePrice: 380 }, 10, demand)).toBe(
      'En 16 jours (2 jours de livraison et 14 jours jusqu’à la commande suivante), on attend 48 sacs de ventes. ' +
        'Pour suffire 95 % du temps, il faut 64 sacs. Vous en avez 10 en stock et 0 en route : il manque 54 sacs. ' +
        'À commander : 60 sacs (6 colis de 10 sacs), 22 800 F.',
    );
  });

  it('says when nothing is needed, and when the maximum bites', () => {
    expect(textOf({}, 200, demand)).toMatch(
      /Vous en avez 200 en stock et 0 en route : rien à commander pour l’instant\.$/,
    );
    expect(textOf({ packSize: 10, maxStock: 45 }, 10, demand)).toMatch(
      /Le stock maximum \(45 sacs\) limite la commande\. À commander : 30 sacs/,
    );
    expect(textOf({ packSize: 50, maxStock: 45 }, 10, demand)).toMatch(
      /Un colis de plus dépasserait le stock maximum \(45 sacs\)\.$/,
    );
  });

  it('of what has stopped selling says that nothing is proposed', () => {
    const stopped = { ...demand, stopping: true };
    expect(textOf({ minStock: 30, maxStock: 90 }, 3, stopped)).toBe(
      'Ce produit ne se vend plus : rien n’est proposé tant qu’il ne se vend pas de nouveau. ' +
        'Vous en avez 3 en stock et 0 en route : rien à commander pour l’instant.',
    );
  });

  it('without history says that the levels count', () => {
    expect(textOf({ minStock: 5, maxStock: 20 }, 3, null)).toBe(
      'Pas encore assez de ventes pour prévoir : ce sont vos seuils, minimum et maximum, qui comptent. ' +
        'Le stock est au minimum : on complète jusqu’à 20 sacs. Vous en avez 3 en stock et 0 en route : il manque 17 sacs. ' +
        'À commander : 17 sacs, 6 800 F.',
    );
  });

  it('says the shop’s own error without a boast', () => {
    expect(plain(forecast.backTest(0.124, 1))).toContain(
      'Sur vos 15 derniers jours, l’écart entre ventes prévues et ventes réelles de toute la boutique était de 12 %.',
    );
    expect(plain(forecast.backTest(0.124, 4))).toContain('3 périodes de 15 jours avant');
  });
});

describe('a budget in words', () => {
  const { bought, leftOut } = forecast.buy;

  it('tells what is bought in part from what is left out entirely, so that the counts add up', () => {
    expect(plain(bought(17, 16, 149_490, 510))).toBe('17 produits, dont 16 en partie, pour 149 490 F, reste 510 F.');
    expect(plain(bought(1, 0, 9_000, 1_000))).toBe('1 produit pour 9 000 F, reste 1 000 F.');
    expect(plain(leftOut(23, 16, 90_000))).toBe(
      'Laissé de côté : 23 produits et une partie de 16 autres, 90 000 F d’achats.',
    );
    expect(plain(leftOut(0, 2, 5_000))).toBe('Laissé de côté : une partie de 2 produits, 5 000 F d’achats.');
    expect(plain(leftOut(2, 1, 5_000))).toBe('Laissé de côté : 2 produits et une partie d’un autre, 5 000 F d’achats.');
    expect(plain(leftOut(1, 0, 5_000))).toBe('Laissé de côté : 1 produit, 5 000 F d’achats.');
  });
});

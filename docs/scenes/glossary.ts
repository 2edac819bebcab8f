import type { Chapter } from './scene.ts';

/** The words of the screens, in a few words each. */
export const glossary: Chapter = {
  id: 'mots',
  title: 'Les mots',
  scenes: [],
  words: [
    {
      heads: ['Mot', 'Cela veut dire'],
      table: [
        ['Chiffre d’affaires', 'ce qui s’est vendu, remises et retours enlevés'],
        ['Clôture', 'le comptage de la caisse, le soir'],
        ['CMP', 'coût moyen : ce que vous a coûté une unité, en moyenne'],
        ['Colis', 'ce que le fournisseur livre ensemble : 12 bouteilles, 25 kg'],
        ['Couverture', 'combien de jours le stock suffit'],
        ['Dormant', 'un produit en stock qui ne s’est pas vendu depuis 60 jours'],
        ['Écart', 'la différence entre ce qui est attendu et ce qui est compté'],
        ['En route', 'commandé, pas encore arrivé'],
        ['Inventaire', 'compter ce qui est vraiment en rayon'],
        ['Marge', 'ce qui reste d’une vente, le prix d’achat enlevé'],
        ['Pastille', 'le mot en haut de l’écran : ce qui est envoyé, ce qui attend'],
        ['Rupture', 'il n’y a plus rien'],
        ['SMT', 'les comptes simples des petites boutiques (OHADA)'],
        ['Stock faible', 'au minimum ou dessous : il faut penser à commander'],
        ['Taux de disponibilité', 'la part du temps où les produits étaient en rayon'],
        ['Taux de service', 'la part de ce qu’on vous a demandé et que vous avez pu vendre'],
        ['Vente manquée', 'un client voulait, vous n’aviez pas'],
      ],
    },
  ],
};

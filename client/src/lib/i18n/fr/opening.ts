import { formatDate, formatMoney } from '@digiboost/domain/french';

/** Words of what the accounts start from, and of the ceilings that they watch. */
export const opening = {
  title: 'Au départ et plafonds',
  intro:
    'Ce que la boutique avait et devait avant d’être suivie ici : sans ces montants, le bilan ne dit que ce qui a été enregistré.',
  edit: 'Dire les montants',
  save: 'Enregistrer',
  saved: 'Montants enregistrés.',
  had: (name: string, amount: number, day: string) => `${name} : ${formatMoney(amount)}, dit le ${formatDate(day)}`,
  counted: (name: string, day: string) => `${name} : le premier comptage fait foi (compté le ${formatDate(day)})`,
  unsaid: (name: string) => `${name} : pas encore dit`,
  loanSaid: (amount: number) => `Emprunt à rembourser : ${formatMoney(amount)}`,
  ceilingsSaid: (cgu: number, smt: number) => `Plafonds : CGU ${formatMoney(cgu)}, SMT ${formatMoney(smt)}`,
  correct: 'Une erreur ? Annulez la ligne « Au départ » dans Caisse, puis dites le bon montant ici.',
  old: 'Ce téléphone ne garde que 60 jours de caisse : un montant déjà dit avant n’y est pas. Ne le dites pas deux fois.',
  names: { CASH: 'Caisse', WAVE: 'Wave', ORANGE_MONEY: 'Orange Money', BANK: 'Banque' },
  ownDrawer: 'Caisse de ce téléphone',
  amountHint: 'Dit une seule fois. Vide : rien à dire.',
  loan: 'Emprunt à rembourser au départ',
  loanHint: 'Ce que la boutique devait à une banque, une tontine ou un proche.',
  cgu: 'Plafond de la CGU',
  smt: 'Plafond du SMT',
  ceilingHint: 'Par an, à confirmer par votre centre fiscal. Un avertissement vient à 80 %.',
};

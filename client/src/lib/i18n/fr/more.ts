/** Words of the list of the screens that have no place in the bar of a phone. */
export const more = {
  title: 'Plus',
  till: {
    title: 'Caisse',
    text: 'L’argent en ce moment, les dépenses, la clôture du jour.',
  },
  notebook: {
    title: 'Carnet',
    text: 'Qui vous doit quoi et depuis quand, ce que vous devez.',
  },
  expiry: {
    title: 'Péremption',
    text: 'Ce qui va périmer, et combien d’argent est en jeu.',
  },
  sales: {
    title: 'Ventes',
    text: 'Votre chiffre d’affaires, vos meilleurs produits, vos marges.',
  },
  orders: {
    title: 'Commandes',
    text: 'Ce que vous avez commandé, et ce qui est arrivé.',
  },
  reports: {
    title: 'Rapports',
    text: 'Pour le banquier, l’inventaire, l’analyse des ventes : PDF et Excel, sans réseau.',
  },
  alerts: {
    title: 'Alertes',
    text: 'Être prévenu d’une rupture ou d’un stock faible, et ce qui s’est passé.',
  },
  settings: {
    title: 'Réglages',
    text: 'Boutique, personnes, fournisseurs, import, envoi des données.',
  },
  help: {
    title: 'Aide',
    text: 'Comment faire, en images, même sans réseau.',
  },
};

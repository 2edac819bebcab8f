/** Words of the frame around every screen. */
export const shell = {
  appName: 'Digiboost PME',
  skip: 'Aller au contenu',
  mainNav: 'Écrans',
  nav: {
    home: 'Accueil',
    sell: 'Vendre',
    stock: 'Stock',
    forecast: 'Prévisions',
    sales: 'Ventes',
    orders: 'Commandes',
    alerts: 'Alertes',
    settings: 'Réglages',
    more: 'Plus',
  },
  update: {
    ready: 'Nouvelle version prête',
    apply: 'Mettre à jour',
    later: 'Plus tard',
    refused: 'Une saisie est en cours. Terminez-la d’abord.',
  },
  expired: {
    text: 'Votre session a expiré. Vendez, l’envoi attend.',
    action: 'Se reconnecter',
  },
  error: {
    notFound: 'Cette page n’existe pas',
    notFoundHelp: 'Le lien est incomplet ou la page a changé de place.',
    failed: 'Quelque chose n’a pas marché',
    failedHelp: 'Vos ventes enregistrées sont en sécurité sur ce téléphone. Rechargez la page pour continuer.',
    offline: 'Cette partie n’est pas encore sur ce téléphone',
    offlineHelp: 'Ouvrez-la une première fois avec du réseau ; elle marchera ensuite sans.',
    home: 'Retour à l’accueil',
    reload: 'Recharger',
    retry: 'Réessayer',
  },
};

import { plural } from '@digiboost/domain/french';

/** Words for how safe the shop's records are. */
export const safety = {
  title: 'Sécurité de vos données',
  open: 'Voir le détail',
  safe: 'Tout est en sécurité',
  checking: 'Vérification…',
  sending: 'Envoi en cours…',
  offline: 'Hors ligne',
  signedOut: 'Reconnectez-vous',
  copying: (percent: string) => `Première copie : ${percent}`,
  copyingStart: 'Première copie…',
  installing: (percent: string) => `L’application s’installe : ${percent}`,
  pendingSales: (count: number) => plural(count, 'vente pas encore envoyée', 'ventes pas encore envoyées'),
  pendingEntries: (count: number) => plural(count, 'saisie pas encore envoyée', 'saisies pas encore envoyées'),
  since: (duration: string) => ` (depuis ${duration})`,
  refused: (count: number) => plural(count, 'saisie refusée par le serveur', 'saisies refusées par le serveur'),
  explain: {
    checking: 'Le téléphone ouvre sa copie de la boutique.',
    safe: 'Le serveur a confirmé chaque saisie de ce téléphone.',
    pending: 'Ces saisies sont enregistrées sur ce téléphone et partiront seules dès que le réseau revient.',
    sending: 'Le téléphone et le serveur échangent en ce moment.',
    offline: 'Le serveur a confirmé chaque saisie. Vous pouvez continuer à vendre sans réseau.',
    signedOut: 'Votre session a expiré. Continuez à vendre ; reconnectez-vous pour envoyer et recevoir.',
    copying: 'Les données de la boutique arrivent sur ce téléphone.',
    installing:
      'Le serveur a confirmé chaque saisie. Gardez l’application ouverte : sans réseau, elle ne s’ouvrirait pas.',
    installingOffline:
      'L’application n’est pas encore entièrement sur ce téléphone. Gardez-la ouverte jusqu’au retour du réseau.',
    refused: 'Le serveur n’a pas accepté ces saisies. Elles sont gardées ici : regardez-les et enregistrez une copie.',
  },
  lastExchange: 'Dernier échange',
  never: 'aucun pour l’instant',
  waiting: 'En attente d’envoi',
  nothing: 'rien',
  waitingDetail: (sales: number, others: number) =>
    [sales > 0 ? plural(sales, 'vente') : '', others > 0 ? plural(others, 'autre saisie', 'autres saisies') : '']
      .filter(Boolean)
      .join(', '),
  nextTry: 'Prochain essai',
  inA: (duration: string) => `dans ${duration}`,
  now: 'maintenant',
  data: 'Données ce mois-ci',
  dataDetail: (received: string, sent: string) => `${received} reçus, ${sent} envoyés`,
  app: 'Application',
  appInstalled: 'sur ce téléphone, s’ouvre sans réseau',
  appCompleting: 's’ouvre sans réseau ; l’impression des rapports et l’import arrivent',
  partComing:
    'Cette partie de l’application n’est pas encore sur ce téléphone. Elle arrive avec le réseau : recommencez ensuite.',
  appInstalling: (percent: string) => `s’installe : ${percent}`,
  appArriving: (percent: string) => `une nouvelle version s’installe : ${percent}`,
  appOnline: 'ce navigateur ne la garde pas : elle s’ouvre avec du réseau',
  sendNow: 'Échanger maintenant',
  details: 'Synchronisation',
  signIn: 'Se reconnecter',
};

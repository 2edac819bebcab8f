/** Words of the shop's e-mails to the person who holds the phone. */
export const mail = {
  title: 'E-mails de la boutique',
  on: (email: string) => `Les alertes par e-mail arrivent à ${email}.`,
  off: (email: string) => `Vous avez demandé de ne plus recevoir les e-mails de la boutique à ${email}.`,
  start: 'Les recevoir de nouveau',
  stop: 'Ne plus les recevoir',
  started: 'Vous recevrez de nouveau les e-mails.',
  stopped: 'Vous ne recevrez plus les e-mails.',
  loading: 'Chargement de vos e-mails…',
  retry: 'Réessayer',
  faults: {
    'no-network': 'Ce réglage se change avec du réseau. Rapprochez-vous du réseau, puis réessayez.',
    'server-down': 'Le serveur n’a pas pu répondre. Réessayez dans une minute.',
    'signed-out': 'Votre session a expiré. Reconnectez-vous, puis réessayez.',
  },
};

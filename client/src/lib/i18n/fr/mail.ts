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
  needsNetwork: 'Ce réglage se change avec du réseau. Rapprochez-vous du réseau, puis réessayez.',
};

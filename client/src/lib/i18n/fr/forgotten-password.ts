import { auth } from './auth.ts';

/** Words of choosing another password when one's own is forgotten. */
export const forgottenPassword = {
  title: 'Mot de passe oublié',
  ask: 'Tapez l’adresse e-mail ou le numéro WhatsApp de votre compte : un lien y arrive, avec lequel vous choisissez un autre mot de passe.',
  send: 'Recevoir le lien',
  sent: 'Regardez vos messages',
  sentText: (login: string) =>
    `Si ${login} a un compte, un lien y arrive dans les minutes qui viennent. Il sert une fois, pendant 30 minutes. Rien n’arrive ? Regardez dans les indésirables, ou demandez à un administrateur de la boutique de vous donner un autre mot de passe.`,
  again: 'Changer d’adresse ou de numéro',
  reading: 'Lecture du lien',
  gone: 'Ce lien ne sert plus',
  retry: 'Réessayer',
  askAgain: 'Demander un autre lien',
  welcome: (name: string) =>
    `Bonjour ${name} ! Choisissez un autre mot de passe. Tous vos appareils devront se connecter avec lui.`,
  next: 'Nouveau mot de passe',
  hint: auth.ownPassword.hint,
  short: auth.ownPassword.short,
  choose: 'Choisir ce mot de passe',
  back: 'Revenir à la connexion',
};

import { formatDate } from '@digiboost/domain/french';

/** Words of inviting somebody into the shop, and of accepting. */
export const invitation = {
  title: 'Invitations',
  invite: 'Inviter par un lien',
  inviteHint: 'La personne choisit elle-même son adresse et son mot de passe. Le lien sert une fois, pendant 7 jours.',
  name: 'Nom',
  missingName: 'Tapez le nom de la personne.',
  role: 'Rôle',
  create: 'Créer le lien',
  cancel: 'Annuler',
  ready: (name: string) => `Lien pour ${name}`,
  readyText: 'Envoyez-le à cette personne seulement : qui l’ouvre entre dans la boutique. Il ne sera plus montré.',
  message: (name: string, link: string) =>
    `Bonjour ${name}, voici votre lien pour entrer dans la boutique sur Digiboost. Il sert une fois, pendant 7 jours : ${link}`,
  send: 'Envoyer sur WhatsApp',
  copy: 'Copier le lien',
  copied: 'Lien copié.',
  until: (instant: string) => `Jusqu’au ${formatDate(instant.slice(0, 10))}`,
  revoke: 'Retirer',
  revoked: (name: string) => `L’invitation pour ${name} ne sert plus.`,
  needsNetwork: 'Les invitations se font avec du réseau. Rapprochez-vous du réseau, puis réessayez.',
  accept: {
    title: 'Entrer dans la boutique',
    loading: 'Lecture de l’invitation',
    welcome: (name: string, shop: string | null) =>
      `Bonjour ${name} ! Choisissez votre adresse et votre mot de passe pour entrer dans ${shop ?? 'la boutique'}.`,
    email: 'Votre adresse e-mail',
    password: 'Votre mot de passe',
    hint: '10 caractères au moins : trois ou quatre mots sans rapport entre eux.',
    short: 'Donnez un mot de passe de 10 caractères au moins.',
    submit: 'Créer mon compte',
    gone: 'Cette invitation ne sert plus',
    retry: 'Réessayer',
    signIn: 'J’ai déjà un compte',
  },
};

import type { ProblemCode } from './problem.ts';

/** What a problem comes from, and what whoever calls the API does about it, in French. */
interface Explanation {
  readonly cause: string;
  readonly remedy: string;
}

/** Every problem, explained to whoever writes a program against the API. */
export const EXPLANATIONS: Readonly<Record<ProblemCode, Explanation>> = {
  'invalid-request': {
    cause: 'Un paramètre ou un champ manque, a une valeur hors limites, ou n’existe pas.',
    remedy: 'Lisez `errors` : chaque champ en faute y porte sa phrase. Corrigez et renvoyez la demande.',
  },
  'invalid-path': {
    cause: 'L’adresse contient des caractères ou un codage qu’aucune adresse de l’API n’a.',
    remedy: 'Composez l’adresse d’après cette documentation, chaque identifiant codé pour une URL.',
  },
  'invalid-credentials': {
    cause: 'L’e-mail, le numéro ou le mot de passe n’est pas le bon. Le serveur ne dit pas lequel.',
    remedy: 'Demandez-les de nouveau à la personne. Après cinq essais, les suivants doivent attendre.',
  },
  'number-shared': {
    cause: 'Le numéro est celui de plusieurs comptes, et ce mot de passe aussi.',
    remedy: 'Connectez-vous avec l’adresse e-mail du compte.',
  },
  'other-shop': {
    cause: 'Le compte n’appartient pas à la boutique de ce téléphone.',
    remedy: 'Invitez la personne dans cette boutique, ou changez de téléphone.',
  },
  'wrong-password': {
    cause: 'Le mot de passe actuel qui accompagne le nouveau n’est pas le bon.',
    remedy: 'Demandez-le de nouveau. Rien n’a changé.',
  },
  'not-authenticated': {
    cause: 'Le jeton manque, a expiré (15 minutes), ou sa session ou sa clé a été fermée.',
    remedy: 'Renouvelez le jeton par POST /auth/refresh, ou connectez-vous. Une clé d’agent révoquée ne revient pas.',
  },
  'session-expired': {
    cause: 'La session n’a pas été renouvelée depuis 7 jours, ou n’existe plus.',
    remedy: 'Connectez-vous de nouveau par POST /auth/login.',
  },
  'session-revoked': {
    cause: 'Un ancien jeton de renouvellement a été présenté : la session a été fermée par sécurité.',
    remedy: 'Connectez-vous de nouveau. Gardez toujours le dernier jeton reçu.',
  },
  'account-disabled': {
    cause: 'Un administrateur de la boutique a désactivé ce compte.',
    remedy: 'Adressez-vous à lui. Aucun nouvel essai ne changera la réponse.',
  },
  forbidden: {
    cause: 'L’appelant est connu, mais son rôle ou sa clé ne permet pas cette opération.',
    remedy: 'Chaque opération dit qui peut l’appeler. Utilisez un compte ou une clé qui y a droit.',
  },
  'origin-refused': {
    cause: 'La demande vient d’une page d’un autre site.',
    remedy: 'Appelez l’API depuis l’application elle-même ou depuis un programme, sans en-tête Origin étranger.',
  },
  'host-refused': {
    cause: 'L’en-tête Host n’est pas un nom de cette installation.',
    remedy: 'Utilisez l’adresse publique de l’application.',
  },
  'not-found': {
    cause: 'L’adresse ou l’identifiant ne désigne rien dans cette boutique.',
    remedy: 'Relisez la liste d’où vient l’identifiant. Ce qui est d’une autre boutique n’existe pas pour vous.',
  },
  'method-not-allowed': {
    cause: 'L’adresse existe, mais pas pour cette méthode : /mcp ne prend que POST, sans flux ni session.',
    remedy: 'Utilisez une méthode que nomme l’en-tête Allow.',
  },
  'message-gone': {
    cause: 'Le message a plus de 45 jours, ou n’est jamais arrivé au serveur.',
    remedy: 'Il ne peut pas être renvoyé.',
  },
  'file-gone': {
    cause:
      'Le fichier a plus de 13 mois, a laissé sa place à de plus récents, ou le lien n’ouvre plus (7 jours, ou 24 heures).',
    remedy: 'Refaites le rapport : il sera le même, à l’heure près où il est fait.',
  },
  'invitation-gone': {
    cause: 'Le lien a déjà servi, a plus de 7 jours, a été retiré, ou n’a jamais existé. Le serveur ne dit pas lequel.',
    remedy: 'Demandez un autre lien à un administrateur de la boutique.',
  },
  'password-link-gone': {
    cause:
      'Le lien a déjà servi, a plus de 30 minutes, a été remplacé par un autre, ou n’a jamais existé. ' +
      'Le serveur ne dit pas lequel.',
    remedy: 'Demandez un autre lien depuis l’écran de connexion.',
  },
  'email-taken': {
    cause: 'Un compte existe déjà à cette adresse, dans cette boutique ou une autre.',
    remedy: 'Choisissez une autre adresse.',
  },
  'tenant-exists': {
    cause: 'Une boutique porte déjà cet identifiant.',
    remedy: 'Choisissez-en un autre.',
  },
  'last-admin': {
    cause: 'Le changement laisserait la boutique sans administrateur actif.',
    remedy: 'Nommez d’abord un autre administrateur.',
  },
  'not-failed': {
    cause: 'Le message n’a pas échoué.',
    remedy: 'Il n’y a rien à renvoyer.',
  },
  'recipient-gone': {
    cause: 'La personne n’est plus de la boutique.',
    remedy: 'Choisissez un autre destinataire dans l’alerte.',
  },
  'recipient-inactive': {
    cause: 'Le compte du destinataire est désactivé.',
    remedy: 'Choisissez un autre destinataire, ou réactivez le compte.',
  },
  'recipient-unreachable': {
    cause: 'La personne n’a pas d’adresse pour ce canal.',
    remedy: 'Ajoutez son numéro WhatsApp, puis renvoyez.',
  },
  conflict: {
    cause: 'Le document a changé entre sa lecture et son écriture, plusieurs fois de suite.',
    remedy: 'Relisez-le et recommencez.',
  },
  'body-too-large': {
    cause: 'Le corps dépasse 100 ko.',
    remedy: 'Envoyez moins de données à la fois.',
  },
  'unsupported-media-type': {
    cause: 'Le corps n’est pas annoncé comme application/json.',
    remedy: 'Envoyez l’en-tête Content-Type: application/json.',
  },
  'too-many-requests': {
    cause: 'Plus de demandes que la limite (100 par minute et par adresse).',
    remedy: 'Attendez le temps que dit Retry-After, puis reprenez plus lentement.',
  },
  'too-many-messages': {
    cause: 'La boutique a envoyé autant de messages qu’elle le peut en 24 heures.',
    remedy: 'Recommencez demain, ou réduisez le nombre d’alertes et de destinataires.',
  },
  'too-many-logins': {
    cause: 'Trop d’échecs de connexion pour ce compte, cette adresse ou ce réseau.',
    remedy: 'Attendez le temps que dit Retry-After.',
  },
  'internal-error': {
    cause: 'Un défaut du serveur.',
    remedy: 'Recommencez plus tard. Donnez l’identifiant X-Request-Id à l’administrateur de la plateforme.',
  },
  'database-unavailable': {
    cause: 'La base de données ne répond pas, en général pour une ou deux secondes.',
    remedy: 'Attendez le temps que dit Retry-After et recommencez : rien n’a été écrit à moitié.',
  },
};

import type { Response } from 'express';

/** Every refusal of the API: its stable code, HTTP status, English title and the sentence for people. */
const PROBLEMS = {
  'invalid-request': [400, 'Invalid request', 'La demande est incomplète ou mal écrite. Corrigez les champs signalés.'],
  'invalid-path': [400, 'Invalid path', 'Cette adresse n’est pas valable.'],
  'invalid-credentials': [401, 'Invalid credentials', 'E-mail, numéro ou mot de passe incorrect.'],
  'wrong-password': [422, 'Wrong password', 'Votre mot de passe actuel n’est pas celui-là. Rien n’a changé.'],
  'not-authenticated': [401, 'Not authenticated', 'Connectez-vous pour continuer.'],
  'session-expired': [401, 'Session expired', 'Votre session a expiré. Connectez-vous de nouveau.'],
  'session-revoked': [401, 'Session revoked', 'Votre session a été fermée par sécurité. Connectez-vous de nouveau.'],
  'account-disabled': [403, 'Account disabled', 'Ce compte est désactivé. Adressez-vous au gérant de la boutique.'],
  'number-shared': [
    409,
    'Number shared',
    'Plusieurs comptes ont ce numéro et ce mot de passe. Connectez-vous avec votre adresse e-mail.',
  ],
  'other-shop': [409, 'Other shop', 'Ce compte est celui d’une autre boutique.'],
  forbidden: [403, 'Forbidden', 'Votre rôle ne permet pas cette action.'],
  'origin-refused': [403, 'Origin refused', 'Cette demande vient d’un autre site : elle est refusée.'],
  'host-refused': [
    403,
    'Host refused',
    'Cette adresse n’est pas celle de l’application. Ouvrez-la à son adresse habituelle.',
  ],
  'not-found': [404, 'Not found', 'Ce que vous cherchez n’existe pas.'],
  'method-not-allowed': [405, 'Method not allowed', 'Cette adresse ne se demande pas de cette façon.'],
  'message-gone': [
    404,
    'Message gone',
    'Ce message n’est plus sur le serveur : il a plus de 45 jours, ou n’y est jamais arrivé. Il ne peut pas être renvoyé.',
  ],
  'file-gone': [
    404,
    'File gone',
    'Ce fichier n’est plus là : le lien a expiré, ou le rapport a plus de 13 mois. Il se refait dans Rapports.',
  ],
  'invitation-gone': [
    410,
    'Invitation gone',
    'Ce lien d’invitation n’est plus valable : il a servi, il a expiré ou il a été retiré. Demandez-en un autre.',
  ],
  'password-link-gone': [
    410,
    'Password link gone',
    'Ce lien n’est plus valable : il a servi, a plus de 30 minutes, ou un autre l’a remplacé. Demandez-en un nouveau.',
  ],
  'email-taken': [409, 'E-mail taken', 'Cet e-mail a déjà un compte. Choisissez-en un autre.'],
  'tenant-exists': [409, 'Tenant exists', 'Une boutique porte déjà cet identifiant. Choisissez-en un autre.'],
  'last-admin': [409, 'Last administrator', 'La boutique doit garder au moins un administrateur actif.'],
  'not-failed': [409, 'Not failed', 'Ce message n’a pas échoué : il n’y a rien à renvoyer.'],
  'recipient-gone': [
    409,
    'Recipient gone',
    'Cette personne n’est plus de la boutique : choisissez quelqu’un d’autre dans l’alerte.',
  ],
  'recipient-inactive': [
    409,
    'Recipient inactive',
    'Le compte de cette personne est désactivé : elle ne reçoit plus de messages. Choisissez quelqu’un d’autre dans l’alerte.',
  ],
  'recipient-unreachable': [
    409,
    'Recipient unreachable',
    'Cette personne n’a pas encore d’adresse pour ce moyen : ajoutez son numéro WhatsApp dans Réglages, Utilisateurs, puis renvoyez.',
  ],
  conflict: [409, 'Conflict', 'Quelqu’un a modifié cette fiche en même temps. Rechargez-la et recommencez.'],
  'body-too-large': [413, 'Body too large', 'La demande est trop volumineuse.'],
  'unsupported-media-type': [415, 'Unsupported media type', 'Le contenu doit être envoyé en JSON.'],
  'too-many-requests': [429, 'Too many requests', 'Trop de demandes. Patientez une minute, puis recommencez.'],
  'too-many-messages': [
    429,
    'Too many messages',
    'La boutique a atteint son nombre de messages pour 24 heures. Recommencez demain.',
  ],
  'too-many-logins': [429, 'Too many failed logins', 'Trop d’essais. Patientez un moment, puis recommencez.'],
  'internal-error': [500, 'Internal error', 'Le serveur a rencontré une erreur. Recommencez plus tard.'],
  'database-unavailable': [
    503,
    'Database unavailable',
    'La base de données ne répond pas. Recommencez dans un instant.',
  ],
} as const satisfies Record<string, readonly [status: number, title: string, detail: string]>;

/** An engine that ended is there again within a second or two. */
const RETRY_AFTER_SECONDS = '2';

export type ProblemCode = keyof typeof PROBLEMS;

/** Every code. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

/** A refusal as its documentation shows it. */
export const problemShown = (code: ProblemCode) => {
  const [status, title, detail] = PROBLEMS[code];
  return { type: problemPage(code), title, status, detail, code };
};

/** Where a problem is explained: its type is that address. */
export const problemPage = (code: ProblemCode): string => `/api/docs/problems/${code}`;

/** One field of a request that is at fault, with a sentence for people. */
export interface FieldError {
  readonly field: string;
  readonly detail: string;
}

/** What CouchDB's own answers say, for what replicates with it. */
export interface CouchWords {
  readonly error: string;
  readonly reason: string;
}

/** Answers with RFC 9457 problem details; `errors` names the fields at fault. */
export function sendProblem(
  res: Response,
  code: ProblemCode,
  errors: readonly FieldError[] = [],
  words?: CouchWords,
): void {
  const shown = problemShown(code);
  const { status } = shown;
  if (status === 401 && !res.hasHeader('WWW-Authenticate')) res.setHeader('WWW-Authenticate', 'Bearer');
  if (status === 503) res.setHeader('Retry-After', RETRY_AFTER_SECONDS);
  res
    .status(status)
    .setHeader('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(
      JSON.stringify({
        ...shown,
        ...(errors.length > 0 ? { errors } : {}),
        ...words,
      }),
    );
}

import type { ApiFault } from '../../session/api-call.ts';

/** The sentence for each way in which the server could not be asked: what happened, and what to do. */
const apiFaults: Readonly<Record<Exclude<ApiFault['code'], 'refused'>, string>> = {
  'no-network': 'Il faut du réseau pour cela. Rapprochez-vous du réseau, puis appuyez de nouveau.',
  'server-down': 'Le serveur n’a pas pu répondre. Réessayez dans une minute.',
  'signed-out': 'Votre session a expiré. Reconnectez-vous, puis appuyez de nouveau.',
};

/** What to tell the person of `fault`: the server's own sentence, or what `own` or the table says. */
export const apiFaultText = (fault: ApiFault, own: Partial<typeof apiFaults> = {}): string =>
  fault.code === 'refused' ? fault.detail : (own[fault.code] ?? apiFaults[fault.code]);

import { typeset } from '@digiboost/domain/french';

/** Why a delivery waits or failed: a stable code, and the sentence that the shop's administrator reads. */
const REASONS = {
  expired: 'Le message n’a pas pu partir avant son heure limite.',
  'no-answer': 'Le service d’envoi ne répond pas.',
  'provider-down': 'Le service d’envoi est en panne.',
  'rate-limited': 'Le service d’envoi demande d’attendre : trop de messages à la fois.',
  'credentials-refused':
    'Le service d’envoi refuse les identifiants du serveur. Prévenez l’administrateur de la plateforme.',
  'address-refused': 'Ce destinataire n’existe pas ou ne peut pas recevoir ce message. Vérifiez le numéro ou l’e-mail.',
  'opted-out': 'Le destinataire a répondu STOP. Il doit écrire START pour recevoir de nouveau les alertes.',
  unsubscribed:
    'Le destinataire ne veut plus d’e-mails de la boutique. Il peut les reprendre dans l’application : Réglages, Notifications.',
  'template-missing': 'Aucun modèle WhatsApp approuvé n’est configuré pour ce type d’alerte.',
  'template-refused': 'Le service d’envoi refuse le modèle WhatsApp de ce type d’alerte.',
  'window-closed': 'WhatsApp n’accepte ce message que dans les 24 heures après une réponse du destinataire.',
  'no-subscription': 'Aucun téléphone de cette personne n’a accepté les notifications.',
  'no-number': 'Cette personne n’a pas de numéro WhatsApp. Ajoutez-le dans Réglages, Utilisateurs.',
  'no-email': 'Cette personne n’a pas d’adresse e-mail.',
  'file-gone': 'Le fichier du rapport n’est plus sur le serveur. Refaites le rapport.',
  'shop-limit':
    'La boutique a atteint son nombre de messages pour 24 heures. Réduisez le nombre d’alertes, de destinataires ou de rappels.',
  'not-configured': 'Ce canal n’est pas configuré sur le serveur.',
  refused: 'Le service d’envoi a refusé le message.',
  'not-delivered': 'Le service d’envoi n’a pas pu remettre le message.',
  'maybe-twice': 'Le message est peut-être arrivé deux fois : le serveur s’est arrêté pendant l’envoi.',
  'maybe-never': 'Le message est peut-être parti, mais le service d’envoi ne l’a pas confirmé.',
  local: 'Gardé dans la boîte d’envoi de démonstration : aucun service d’envoi n’est configuré.',
} as const satisfies Record<string, string>;

export type Reason = keyof typeof REASONS;

/** The sentence of a reason, which may come from an older version. */
export function sentenceOfReason(reason: string | undefined): string | undefined {
  if (reason === undefined) return undefined;
  return typeset(Object.hasOwn(REASONS, reason) ? REASONS[reason as Reason] : REASONS.refused);
}

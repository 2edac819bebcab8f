import type { Beyond } from '@digiboost/domain/documents';
import { formatDuration, formatPercent, plural } from '@digiboost/domain/french';

const REASONS: Readonly<Record<Exclude<Beyond, 'DISCOUNT'>, string>> = {
  PRICE: 'Un prix choisi à la caisse',
  VOID: 'Une annulation',
  RETURN: 'Un retour',
  CASH_OUT: 'Une sortie d’argent',
  CLOSING: 'Une clôture',
  CREDIT: 'Une dette au-delà de la limite du client',
};

/** Words of what an administrator approves on somebody else's phone. */
export const approval = {
  title: 'Accord d’un administrateur',
  text: 'À faire approuver :',
  reason: (beyond: Beyond, discount: number): string =>
    beyond === 'DISCOUNT' ? `Une remise de plus de ${formatPercent(discount / 100, 1)}` : REASONS[beyond],
  who: 'Administrateur',
  code: (name: string) => `Code d’accord de ${name}`,
  approve: 'Approuver',
  wrong: (left: number) =>
    left > 0 ? `Code incorrect. Encore ${plural(left, 'essai')} avant une attente.` : 'Code incorrect.',
  blocked: (ms: number) => `Trop d’essais. Réessayez dans ${formatDuration(ms)}.`,
  worn: 'Trop d’essais sur ce téléphone : l’administrateur doit choisir un autre code.',
  nobody:
    'Aucun administrateur n’a choisi de code d’accord. Il le choisit sur son téléphone, sous Réglages, Code PIN ; ce téléphone le connaît au prochain envoi.',
  close: 'Fermer',
  /** Of the settings. */
  own: {
    title: 'Code d’accord',
    text: 'Avec ce code vous approuvez, sur le téléphone d’un vendeur et sans réseau, ce que ses limites ne lui permettent pas. Votre nom reste sur ce qui est approuvé.',
    hint: 'Six chiffres, autres que ceux de votre code PIN. Ne les tapez pas sous les yeux du vendeur.',
    field: 'Code d’accord (6 chiffres)',
    again: 'Le même code, encore une fois',
    set: 'Choisir un code d’accord',
    change: 'Changer le code d’accord',
    remove: 'Retirer',
    removeOf: (name: string) => `Retirer le code de ${name}`,
    save: 'Enregistrer le code',
    notDigits: 'Le code doit avoir 6 chiffres.',
    different: 'Les deux codes sont différents.',
    saved: 'Code d’accord enregistré. Les téléphones de la boutique le connaîtront à leur prochain échange.',
    removed: 'Code d’accord retiré.',
    has: 'Peut approuver',
  },
};

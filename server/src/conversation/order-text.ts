import { formatQuantity, oneLine } from '@digiboost/domain/french';
import type { Draft, Drafted } from './draft-from-alert.ts';

/** What an answer's order became, in French. */
export function orderText({ drafts, others }: Drafted): string {
  const left = others.map(sentenceOf);
  if (drafts.length === 0 && left.length === 0) return 'Cette alerte ne concerne pas un produit à commander.';
  const isDrafted = drafts.length > 0 || others.some(({ kind }) => kind === 'drafted');
  const closing = isDrafted ? ['Vérifiez-la et envoyez-la depuis Prévisions, dans l’application.'] : [];
  return [...drafts.map(draftText), ...(left.length > 0 ? [left.join('\n')] : []), ...closing].join('\n\n');
}

function draftText({ supplier, lines, isGrown }: Draft): string {
  const title = isGrown ? 'Ajouté à la commande en préparation pour' : 'Commande préparée pour';
  return [
    `${title} *${oneLine(supplier.name)}* (brouillon) :`,
    ...lines.map(
      ({ product, quantity, because }) =>
        `• ${oneLine(product.name)} : *${formatQuantity(quantity, oneLine(product.unit))}* (${because})`,
    ),
  ].join('\n');
}

function sentenceOf(need: Drafted['others'][number]): string {
  const { name } = need.product;
  const unit = oneLine(need.product.unit);
  const begin = `• ${oneLine(name)} :`;
  switch (need.kind) {
    case 'drafted':
      return `${begin} *${formatQuantity(need.quantity, unit)}* déjà dans la commande en préparation.`;
    case 'enough': {
      const coming = need.onOrder > 0 ? ` et ${formatQuantity(need.onOrder)} en route` : '';
      return `${begin} ${formatQuantity(need.onHand, unit)} en stock${coming}, rien à commander.`;
    }
    case 'no-supplier':
      return `${begin} indiquez son fournisseur dans l’application.`;
    case 'archived':
      return `${begin} ce produit est archivé.`;
  }
}

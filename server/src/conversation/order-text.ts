import { oneLine } from '@digiboost/domain/alerts';
import { unitFor } from '@digiboost/domain/shared/unit';
import type { Draft, Drafted } from './draft-from-alert.ts';

const number = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 3 });

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
        `• ${oneLine(product.name)} : *${amount(quantity, product.unit)}* (${because})`,
    ),
  ].join('\n');
}

function sentenceOf(need: Drafted['others'][number]): string {
  const { name, unit } = need.product;
  const begin = `• ${oneLine(name)} :`;
  switch (need.kind) {
    case 'drafted':
      return `${begin} *${amount(need.quantity, unit)}* déjà dans la commande en préparation.`;
    case 'enough': {
      const coming = need.onOrder > 0 ? ` et ${number.format(need.onOrder)} en route` : '';
      return `${begin} ${amount(need.onHand, unit)} en stock${coming}, rien à commander.`;
    }
    case 'no-supplier':
      return `${begin} indiquez son fournisseur dans l’application.`;
    case 'archived':
      return `${begin} ce produit est archivé.`;
  }
}

const amount = (quantity: number, unit: string): string =>
  `${number.format(quantity)} ${unitFor(quantity, oneLine(unit))}`;

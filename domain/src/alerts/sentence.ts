import type { Alert, AlertChannel, AlertConditions } from '../documents/alert.ts';
import { de, formatEvery, formatHour, list } from '../french/index.ts';
import { ALERT_KINDS } from './kinds.ts';
import { digestTime } from './shop-clock.ts';

/** Names of what an alert refers to; null for what is not known. */
export interface AlertNames {
  product(id: string): string | null;
  category(id: string): string | null;
  person(recipient: string): string | null;
}

const CHANNELS: Readonly<Record<AlertChannel, string>> = {
  WHATSAPP: 'WhatsApp',
  EMAIL: 'e-mail',
  PUSH: 'notification sur le téléphone',
};

/** Names beyond these are counted. */
const MAX_NAMES = 3;

/**
 * What an alert will do, in one French sentence: `Quand un produit de Céréales passe sous son stock minimum, prévenir
 * …`
 */
export function alertSentence(
  { alertType, conditions, channels, recipients }: Pick<Alert, 'alertType' | 'conditions' | 'channels' | 'recipients'>,
  names: AlertNames,
): string {
  const kind = ALERT_KINDS[alertType];
  const when = kind.when(conditions, scopeWords(alertType, conditions, names));
  const told = recipients.map((recipient) => names.person(recipient) ?? recipient);
  const who =
    told.length === 0 || channels.length === 0
      ? 'le montrer dans l’application'
      : `prévenir ${some(told, 'personnes', 'et')}`;
  const by =
    told.length === 0 || channels.length === 0 ? '' : ` par ${list(channels.map((channel) => CHANNELS[channel]))}`;
  const sentence = `${when}, ${who}${by}${rhythm(conditions)}.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** The first names of a list, and how many more there are. */
function some(items: readonly string[], what: string, link: 'et' | 'ou' = 'ou'): string {
  if (items.length <= MAX_NAMES) return list(items, link);
  return `${items.slice(0, MAX_NAMES - 1).join(', ')} ${link} ${items.length - MAX_NAMES + 1} autres ${what}`;
}

/** The scope in words: what is about products together is about the shop, or about categories as such. */
function scopeWords(type: Alert['alertType'], conditions: AlertConditions, names: AlertNames): string {
  const { productIds = [], categoryIds = [] } = conditions;
  const isTogether = ALERT_KINDS[type].about === 'products';
  const products = productIds.map((id) => names.product(id) ?? 'un produit supprimé');
  const categories = categoryIds.map((id) => names.category(id) ?? 'une catégorie supprimée');
  const inCategories =
    categories.length > 0
      ? isTogether
        ? some(categories, 'catégories')
        : `un produit ${de(some(categories, 'catégories'))}`
      : '';
  const byName = products.length > 0 ? some(products, 'produits') : '';
  if (!inCategories && !byName) return isTogether ? 'la boutique' : 'un produit';
  return [inCategories, byName].filter(Boolean).join(' ou ');
}

function rhythm(conditions: AlertConditions): string {
  const { repeatHours, quietFrom, quietUntil } = conditions;
  const digestAt = digestTime(conditions);
  const repeat =
    repeatHours === undefined ? '' : `, puis rappeler ${formatEvery(repeatHours)} tant que ce n’est pas réglé`;
  if (digestAt !== undefined) return `, en un seul message par jour à ${formatHour(digestAt)}${repeat}`;
  const isQuiet = quietFrom !== undefined && quietUntil !== undefined && quietFrom !== quietUntil;
  return `${repeat}${isQuiet ? `, sauf entre ${formatHour(quietFrom)} et ${formatHour(quietUntil)}` : ''}`;
}

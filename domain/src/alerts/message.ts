import type { Alert } from '../documents/alert.ts';
import type { AlertEvent, Severity } from '../documents/alert-event.ts';
import { cut, de, formatNumber, formatQuantity, NARROW, oneLine } from '../french/index.ts';
import { ALERT_KINDS } from './kinds.ts';

/** A message as the channels need it. */
export interface AlertMessage {
  /** One line without marks: subject of the e-mail, title of the notification, header of the template. */
  readonly title: string;
  /** What WhatsApp shows: the title in bold, the lines, the advice, the signature. */
  readonly text: string;
  /** Same content without marks, for e-mail and notifications. */
  readonly body: string;
  /** Variables of the approved template, in order: title, what happened, the figures, what to do, the shop. */
  readonly variables: readonly string[];
}

const SIGNS: Readonly<Record<Severity, string>> = { CRITICAL: '🚨', HIGH: '🚨', MEDIUM: '⚠️', LOW: 'ℹ️' };
/** Events that one message tells one by one, in so many characters; the rest is counted. */
const MAX_LISTED = 20;
/** A message of WhatsApp by Twilio has 1,600 characters, with its title and its signature. */
const MAX_LIST = 1_300;
/** WhatsApp takes 1,024 characters of a template in all, and no line ends in a variable. */
const MAX_VARIABLE = 300;

const more = (count: number): string => `… et ${formatNumber(count)} de plus dans l’application`;

/** As many of the items as a template's variable holds, whole, and how many more there are. */
function fitted(items: readonly string[]): string {
  const room = MAX_VARIABLE - more(items.length).length - 15;
  let text = '';
  for (const [index, item] of items.entries()) {
    const longer = text === '' ? cut(item, room) : `${text}, ${item}`;
    if (longer.length > room) return `${text} ${more(items.length - index)}`;
    text = longer;
  }
  return text;
}

/** The product and what is left of it, or the whole sentence of what is about none. */
const inShort = ({ message, details: { productName, stock, unit } }: MessageEvent): string =>
  productName ? `${productName}${stock && stock > 0 ? ` (${formatQuantity(stock, unit)})` : ''}` : message;

function orderInShort({ details: { productName, recommendedQuantity, unit, supplierName } }: MessageEvent): string[] {
  if (!productName || !recommendedQuantity) return [];
  const from = supplierName ? ` (${supplierName})` : '';
  return [`${formatQuantity(recommendedQuantity, unit)} ${de(productName)}${from}`];
}

/** What the sentence of an event about a product leaves open: what is left, how much to order and from whom. */
function rest({ alertType, details, message }: MessageEvent): string {
  const { productName, stock, unit } = details;
  const left = productName && stock !== undefined ? formatQuantity(stock, unit) : '';
  const said = left === '' || message.includes(left);
  return [said ? '' : `Stock${NARROW}: ${left}.`, ALERT_KINDS[alertType].advice(details) ?? '']
    .filter(Boolean)
    .join(' ');
}

/** One event among others, and what to do about it. */
function listItem(event: MessageEvent): string {
  const last = event.isLast ? ` (${LAST.toLowerCase()})` : '';
  return [`• ${event.message}${last}`, rest(event)].filter(Boolean).join('\n   ');
}

/** As many of the items as one message holds, a line or two for each, and how many more there are. */
function listed(items: readonly string[]): string {
  let length = 0;
  const held = items.slice(0, MAX_LISTED).filter((item, index) => {
    length += item.length + 1;
    return index === 0 || length <= MAX_LIST;
  });
  const left = items.length - held.length;
  return [...held, ...(left > 0 ? [`${more(left)}.`] : [])].join('\n');
}

const variable = (text: string): string => cut(text.replaceAll(/\s*\n\s*/g, ' · ').trim(), MAX_VARIABLE) || '—';

/** What a message tells; `isLast`: it is not told again however long it lasts. */
export type MessageEvent = Pick<AlertEvent, 'alertType' | 'severity' | 'details' | 'message'> & {
  readonly isLast?: boolean;
};

const LAST = 'Dernier rappel';
const LAST_ADVICE = `${LAST}${NARROW}: l’alerte reste ouverte dans l’application, sans autre message.`;

/** The message of one event. `shopName` signs it. */
export function alertMessage(event: MessageEvent, shopName: string): AlertMessage {
  const kind = ALERT_KINDS[event.alertType];
  const shop = oneLine(shopName);
  const title = `Alerte${NARROW}: ${kind.label}`;
  const advice = kind.advice(event.details);
  const last = event.isLast ? [LAST_ADVICE] : [];
  const lines = kind.lines(event.details).map(([label, value]) => `${label}${NARROW}: ${value}`);
  const content = [lines.join('\n'), ...(advice ? [`Action recommandée${NARROW}:\n${advice}`] : []), ...last].join(
    '\n\n',
  );
  return {
    title,
    text: `${SIGNS[event.severity]} *${title.toUpperCase()}*\n\n${content}\n\n${shop} – Digiboost PME`,
    body: `${content}\n\n${shop} – Digiboost PME`,
    variables: [title, event.message, lines.join('\n'), [advice ?? '', ...last].join(' '), shop].map(variable),
  };
}

/** One message for several events of one alert: a day's digest, or many at once. */
export function digestMessage(
  alert: Pick<Alert, 'name'>,
  events: readonly MessageEvent[],
  shopName: string,
): AlertMessage {
  const shop = oneLine(shopName);
  const title = `${oneLine(alert.name)}${NARROW}: ${formatNumber(events.length)} ${events.length > 1 ? 'alertes' : 'alerte'}`;
  const content = listed(events.map(listItem));
  const orders = fitted(events.flatMap(orderInShort));
  const worst = events.some(({ severity }) => severity === 'CRITICAL' || severity === 'HIGH') ? 'HIGH' : 'MEDIUM';
  return {
    title,
    text: `${SIGNS[worst]} *${title.toUpperCase()}*\n\n${content}\n\n${shop} – Digiboost PME`,
    body: `${content}\n\n${shop} – Digiboost PME`,
    variables: [title, fitted(events.map(inShort)), '', orders && `Commander ${orders}.`, shop].map(variable),
  };
}

import type { Alert } from '../documents/alert.ts';
import type { AlertEvent, Severity } from '../documents/alert-event.ts';
import { ALERT_KINDS } from './kinds.ts';
import { cut, inWords, NARROW, oneLine } from './words.ts';

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
/** Events that one message tells one by one; the rest is counted. */
const MAX_LISTED = 20;
/** WhatsApp takes 1,024 characters of a template in all, and no line ends in a variable. */
const MAX_VARIABLE = 300;

const variable = (text: string): string => cut(text.replaceAll(/\s*\n\s*/g, ' · ').trim(), MAX_VARIABLE) || '—';

/** The message of one event. `shopName` signs it. */
export function alertMessage(
  event: Pick<AlertEvent, 'alertType' | 'severity' | 'details' | 'message'>,
  shopName: string,
): AlertMessage {
  const kind = ALERT_KINDS[event.alertType];
  const shop = oneLine(shopName);
  const title = `Alerte${NARROW}: ${kind.title(event.details)}`;
  const advice = kind.advice(event.details);
  const lines = kind.lines(event.details).map(([label, value]) => `${label}${NARROW}: ${value}`);
  const content = [lines.join('\n'), ...(advice ? [`Action recommandée${NARROW}:\n${advice}`] : [])].join('\n\n');
  return {
    title,
    text: `${SIGNS[event.severity]} *${title.toUpperCase()}*\n\n${content}\n\n${shop} – Digiboost PME`,
    body: `${content}\n\n${shop} – Digiboost PME`,
    variables: [title, event.message, lines.join('\n'), advice ?? '', shop].map(variable),
  };
}

/** One message for several events of one alert: a day's digest, or many at once. */
export function digestMessage(
  alert: Pick<Alert, 'name'>,
  events: readonly Pick<AlertEvent, 'message' | 'severity'>[],
  shopName: string,
): AlertMessage {
  const shop = oneLine(shopName);
  const title = `${oneLine(alert.name)}${NARROW}: ${inWords(events.length)} ${events.length > 1 ? 'alertes' : 'alerte'}`;
  const listed = events.slice(0, MAX_LISTED).map(({ message }) => `• ${message}`);
  const rest = events.length - listed.length;
  const content = [...listed, ...(rest > 0 ? [`… et ${inWords(rest)} de plus dans l’application.`] : [])].join('\n');
  const worst = events.some(({ severity }) => severity === 'CRITICAL' || severity === 'HIGH') ? 'HIGH' : 'MEDIUM';
  return {
    title,
    text: `${SIGNS[worst]} *${title.toUpperCase()}*\n\n${content}\n\n${shop} – Digiboost PME`,
    body: `${content}\n\n${shop} – Digiboost PME`,
    variables: [title, content, '', '', shop].map(variable),
  };
}

import { cut } from '@digiboost/domain/french';
import type { Delivery, DeliveryContent } from '../delivery.ts';
import type { Templates } from '../notify-config.ts';

/** WhatsApp refuses a variable with line ends, tabs or more than four spaces in a row, and one that is empty. */
const MAX_VARIABLE = 500;

/** A text as a template's variable. */
const asVariable = (text: string): string =>
  cut(
    text
      .replaceAll(/\s*\n\s*/g, ' · ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
    MAX_VARIABLE,
  ) || '—';

/** A text that is no longer than `max` characters; what is left out is shown to be. */
export const shortened = (text: string, max: number): string => (text.length <= max ? text : `${cut(text, max - 1)}…`);

/** A template and what fills it. */
export interface FilledTemplate {
  readonly name: string;
  readonly variables: readonly string[];
}

/** The text when one variable holds it, else what the alert says in short, as many whole parts as it holds. */
function fitting(text: string, [, ...parts]: readonly string[]): string {
  if (text.length <= MAX_VARIABLE) return text;
  const said = parts.filter((part) => part !== '—');
  const chosen = said.filter((_, n) => said.slice(0, n + 1).join(' · ').length <= MAX_VARIABLE);
  return chosen.length > 0 ? chosen.join(' · ') : shortened(text, MAX_VARIABLE);
}

/**
 * The approved template of a kind of message: its own, with the variables of the alert, or DEFAULT, whose two
 * variables are the title and the text, or the parts of it that fit. Null when the deployment has neither.
 */
export function templateOf(
  templates: Templates,
  { alertType, template }: Pick<Delivery, 'alertType' | 'template'>,
  { title, text, variables }: DeliveryContent,
): FilledTemplate | null {
  const own = templates[template ?? alertType];
  if (own !== undefined) return { name: own, variables: variables.map(asVariable) };
  const shared = templates.DEFAULT;
  return shared === undefined ? null : { name: shared, variables: [title, fitting(text, variables)].map(asVariable) };
}

import { LIMITS } from '../documents/limits.ts';
import { oneLine } from '../french/index.ts';

/** What was typed, on one line with plain spaces: some phones draw a box for a narrow one. */
const typed = (text: string): string => oneLine(text, LIMITS.order.note);

/** One line of an order as it is read: the product's name as it stands, the amount already in words ("20 sacs"). */
export interface OrderTextLine {
  readonly name: string;
  readonly amount: string;
  /** The same in packs: "2 colis de 10 sacs". */
  readonly packs?: string;
}

/** What the supplier reads, but for the words that never change. Days are already in words. */
export interface OrderTextInput {
  readonly shop: string;
  readonly phone?: string | undefined;
  readonly supplier: string;
  /** What both call the order by. */
  readonly number: string;
  readonly lines: readonly OrderTextLine[];
  readonly wishedFor?: string | undefined;
  readonly note?: string | undefined;
}

/**
 * The order as a message to the supplier: plain French text. Each line begins with a word or a bullet, whatever a
 * product is called, so that no spreadsheet takes one for a formula, nor WhatsApp for a list or a quotation.
 */
export function orderText({ shop, phone, supplier, number, lines, wishedFor, note }: OrderTextInput): string {
  const head = [`Bonjour ${typed(supplier)},`, `Commande ${number} de ${typed(shop)} :`];
  const body = lines.map(
    ({ name, amount, packs }) => `• ${typed(name)} : ${typed(amount)}${packs ? ` (${typed(packs)})` : ''}`,
  );
  const foot = [
    wishedFor ? `Livraison souhaitée : ${wishedFor}` : '',
    note?.trim() ? `Note : ${typed(note)}` : '',
    'Merci de confirmer la disponibilité et le prix.',
    [typed(shop), phone ? typed(phone) : ''].filter(Boolean).join(', '),
  ].filter(Boolean);
  return [...head, '', ...body, '', ...foot].join('\n');
}

/** What an order is called on paper and by phone: the end of its id, in capitals. */
export const orderNumber = (id: string): string => {
  const [, at = '', tail = ''] = /^order:(\d{4}-\d\d-\d\d)T.*:([^:]*)$/.exec(id) ?? [];
  const day = at.slice(2).replaceAll('-', '');
  return `${day}-${tail.replace(/[^a-z0-9]/g, '').slice(-4)}`.toUpperCase();
};

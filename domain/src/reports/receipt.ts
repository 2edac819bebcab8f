import type { Return } from '../documents/return.ts';
import type { Sale } from '../documents/sale.ts';
import { refundsOf, returnAmount, settlementOf, ticketAmount } from '../documents/settlement.ts';
import type { Shop } from '../documents/shop.ts';
import { formatDate, formatMoney, formatQuantity, formatTime, oneLine } from '../french/index.ts';
import { lineAmount } from '../shared/money.ts';
import { particulars } from './particulars.ts';
import { PAYMENT_WORDS } from './payment-words.ts';

/** One row of a receipt, for whatever draws it: a screen, a printer of tickets, a message. */
export type ReceiptRow =
  | { readonly kind: 'title' | 'centred' | 'text'; readonly text: string }
  | { readonly kind: 'pair'; readonly left: string; readonly right: string; readonly isTotal?: boolean }
  | { readonly kind: 'rule' };

/** What a receipt says beside its ticket, or beside the return that it is of. */
export interface ReceiptSetting {
  readonly shop: Shop | null;
  readonly timezone: string;
  /** The product's name and unit; null when it is not known here. */
  readonly productOf: (id: string) => { readonly name: string; readonly unit: string } | null;
  /** Who sold, or took back, when that is known. */
  readonly seller?: string | undefined;
  readonly customer?: string | undefined;
  readonly isVoided: boolean;
}

/** The longest text of one row; what is longer is cut, so that no name fills a roll of paper. */
const LONGEST = 200;
const typed = (text: string): string => oneLine(text, LONGEST);

/** What seller and customer both call it by, a ticket or a return: its day, the phone that made it, its place there. */
export const receiptNumber = ({ _id, day }: Pick<Sale | Return, '_id' | 'day'>): string => {
  const [, device = '', n = ''] = /:([a-z0-9]+)-([a-z0-9]+)$/i.exec(_id) ?? [];
  return `${day.slice(2).replaceAll('-', '')}-${device.slice(0, 4)}-${n}`.toUpperCase();
};

/** What stands above the lines: whose receipt it is, of what, when and by whom. */
function heading(
  event: Sale | Return,
  { shop, timezone, seller, customer, isVoided }: ReceiptSetting,
  words: { readonly kind: string; readonly by: string },
): ReceiptRow[] {
  const rows: ReceiptRow[] = [{ kind: 'title', text: typed(shop?.name ?? '') }];
  for (const text of particulars(shop)) rows.push({ kind: 'centred', text: typed(text) });
  rows.push(
    { kind: 'rule' },
    { kind: 'pair', left: words.kind, right: receiptNumber(event) },
    { kind: 'pair', left: formatDate(event.day), right: formatTime(event.at, timezone) },
  );
  if (seller) rows.push({ kind: 'pair', left: words.by, right: typed(seller) });
  if (customer) rows.push({ kind: 'pair', left: 'Client', right: typed(customer) });
  if (isVoided) rows.push({ kind: 'title', text: 'ANNULÉ' });
  return rows;
}

const FAREWELL: readonly ReceiptRow[] = [{ kind: 'rule' }, { kind: 'centred', text: 'Merci, à bientôt' }];

/** A ticket as it is handed to the customer. Amounts in FCFA. */
export function receiptRows(sale: Sale, setting: ReceiptSetting): ReceiptRow[] {
  const rows = heading(sale, setting, { kind: 'Reçu', by: 'Vendu par' });
  rows.push({ kind: 'rule' });
  for (const { productId, label, quantity, unitPrice, unit, discount } of sale.lines) {
    const product = setting.productOf(productId);
    const sold = unit ? formatQuantity(unit.count, unit.name) : formatQuantity(quantity, product?.unit);
    rows.push(
      { kind: 'text', text: typed(label ?? product?.name ?? 'Article') },
      {
        kind: 'pair',
        left: `  ${typed(sold)} × ${formatMoney(unitPrice)}`,
        right: formatMoney(lineAmount(unit?.count ?? quantity, unitPrice)),
      },
    );
    if (discount) rows.push({ kind: 'pair', left: '  Remise', right: formatMoney(-discount) });
  }
  rows.push({ kind: 'rule' }, { kind: 'pair', left: 'TOTAL', right: formatMoney(ticketAmount(sale)), isTotal: true });
  for (const { payment, amount } of settlementOf(sale)) {
    const left = payment === 'CREDIT' ? 'Reste à payer' : PAYMENT_WORDS[payment];
    rows.push({ kind: 'pair', left, right: formatMoney(amount) });
  }
  return [...rows, ...FAREWELL];
}

/** What came back of `sale`, and how it was given back, as it is handed to the customer. Amounts in FCFA. */
export function returnReceiptRows(taken: Return, sale: Sale, setting: ReceiptSetting): ReceiptRow[] {
  const rows = heading(taken, setting, { kind: 'Retour', by: 'Repris par' });
  rows.push({ kind: 'pair', left: 'Du ticket', right: receiptNumber(sale) }, { kind: 'rule' });
  for (const { line, productId, quantity, amount } of taken.lines) {
    const product = setting.productOf(productId);
    rows.push(
      { kind: 'text', text: typed(sale.lines[line]?.label ?? product?.name ?? 'Article') },
      { kind: 'pair', left: `  ${typed(formatQuantity(quantity, product?.unit))}`, right: formatMoney(amount) },
    );
  }
  rows.push({ kind: 'rule' });
  rows.push({ kind: 'pair', left: 'RETOUR', right: formatMoney(returnAmount(taken)), isTotal: true });
  for (const { payment, amount } of refundsOf(taken)) {
    const left = payment === 'CREDIT' ? 'Enlevé de la dette' : `Rendu : ${PAYMENT_WORDS[payment]}`;
    rows.push({ kind: 'pair', left, right: formatMoney(amount) });
  }
  if (taken.reason) rows.push({ kind: 'text', text: typed(taken.reason) });
  return [...rows, ...FAREWELL];
}

/** The characters with which WhatsApp would set a name in bold, in italics or across. */
const MARKS = /[*_~`]/g;

/** A receipt as a message: one row a line, whatever a product is called. */
export function receiptMessage(rows: readonly ReceiptRow[]): string {
  const plain = (text: string): string => oneLine(text, LONGEST).replace(MARKS, '');
  return rows
    .map((row) => {
      if (row.kind === 'rule') return '';
      if (row.kind === 'pair')
        return `${row.isTotal ? '*' : ''}${plain(row.left)} : ${plain(row.right)}${row.isTotal ? '*' : ''}`;
      if (row.kind === 'text') return `• ${plain(row.text)}`;
      return row.kind === 'title' ? `*${plain(row.text)}*` : plain(row.text);
    })
    .join('\n');
}

import type { Sale } from '../documents/sale.ts';
import { settlementOf, ticketAmount } from '../documents/settlement.ts';
import type { Shop } from '../documents/shop.ts';
import { formatDate, formatMoney, formatQuantity, formatTime, oneLine } from '../french/index.ts';
import { lineAmount } from '../shared/money.ts';
import { formatPhone } from '../shared/phone.ts';
import { PAYMENT_WORDS } from './payment-words.ts';

/** One row of a receipt, for whatever draws it: a screen, a printer of tickets, a message. */
export type ReceiptRow =
  | { readonly kind: 'title' | 'centred' | 'text'; readonly text: string }
  | { readonly kind: 'pair'; readonly left: string; readonly right: string; readonly isTotal?: boolean }
  | { readonly kind: 'rule' };

/** What a receipt says beside its ticket. */
export interface ReceiptSetting {
  readonly shop: Shop | null;
  readonly timezone: string;
  /** The product's name and unit; null when it is not known here. */
  readonly productOf: (id: string) => { readonly name: string; readonly unit: string } | null;
  /** Who sold, when that is known. */
  readonly seller?: string | undefined;
  readonly customer?: string | undefined;
  readonly isVoided: boolean;
}

/** The longest text of one row; what is longer is cut, so that no name fills a roll of paper. */
const LONGEST = 200;
const typed = (text: string): string => oneLine(text, LONGEST);

/** What seller and customer both call the ticket by: its day, the phone that made it, its place there. */
export const receiptNumber = ({ _id, day }: Pick<Sale, '_id' | 'day'>): string => {
  const [, device = '', n = ''] = /:([a-z0-9]+)-([a-z0-9]+)$/i.exec(_id) ?? [];
  return `${day.slice(2).replaceAll('-', '')}-${device.slice(0, 4)}-${n}`.toUpperCase();
};

/** A ticket as it is handed to the customer. Amounts in FCFA. */
export function receiptRows(sale: Sale, setting: ReceiptSetting): ReceiptRow[] {
  const { shop, timezone, productOf, seller, customer, isVoided } = setting;
  const rows: ReceiptRow[] = [{ kind: 'title', text: typed(shop?.name ?? '') }];
  const centred = [shop?.address, shop?.phone && formatPhone(shop.phone), shop?.ninea && `NINEA ${shop.ninea}`];
  for (const text of centred) if (text) rows.push({ kind: 'centred', text: typed(text) });
  rows.push(
    { kind: 'rule' },
    { kind: 'pair', left: 'Reçu', right: receiptNumber(sale) },
    { kind: 'pair', left: formatDate(sale.day), right: formatTime(sale.at, timezone) },
  );
  if (seller) rows.push({ kind: 'pair', left: 'Vendu par', right: typed(seller) });
  if (customer) rows.push({ kind: 'pair', left: 'Client', right: typed(customer) });
  if (isVoided) rows.push({ kind: 'title', text: 'ANNULÉ' });
  rows.push({ kind: 'rule' });
  for (const { productId, label, quantity, unitPrice, unit, discount } of sale.lines) {
    const product = productOf(productId);
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
  rows.push({ kind: 'rule' }, { kind: 'centred', text: 'Merci, à bientôt' });
  return rows;
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

import { FREE_LINE, FREE_NAME } from '../documents/free-line.ts';
import { oneLine } from '../french/index.ts';
import { type Group, Groups, UNTOLD } from './groups.ts';
import type { Column, Table, Value } from './paper.ts';
import { settlementText } from './payment-words.ts';
import type { ReportInput } from './report.ts';
import type { SoldLine } from './sales-lines.ts';

const LINES: readonly Column[] = [
  { id: 'day', label: 'Jour', kind: 'day' },
  { id: 'hour', label: 'Heure', kind: 'count' },
  { id: 'ticket', label: 'Ticket', kind: 'count' },
  { id: 'first', label: 'Nouveau ticket', kind: 'count', total: 'sum' },
  { id: 'code', label: 'Code', kind: 'text' },
  { id: 'product', label: 'Produit', kind: 'text', isWide: true },
  { id: 'category', label: 'Catégorie', kind: 'text' },
  { id: 'seller', label: 'Vendeur', kind: 'text' },
  { id: 'customer', label: 'Client', kind: 'text' },
  { id: 'payment', label: 'Paiement', kind: 'text' },
  { id: 'quantity', label: 'Quantité', kind: 'quantity' },
  { id: 'unit', label: 'Unité', kind: 'text' },
  { id: 'amount', label: 'Montant', kind: 'money', total: 'sum' },
  { id: 'unit_cost', label: 'Coût unitaire', kind: 'cost' },
  {
    id: 'cost',
    label: 'Coût',
    kind: 'money',
    follows: { kind: 'product', of: 'quantity', by: 'unit_cost' },
    total: 'sum',
  },
  {
    id: 'margin',
    label: 'Marge',
    kind: 'money',
    follows: { kind: 'difference', of: 'amount', less: 'cost' },
    total: 'sum',
  },
  { id: 'product_n', label: 'N° produit', kind: 'count', isKey: true },
  { id: 'category_n', label: 'N° catégorie', kind: 'count', isKey: true },
  { id: 'seller_n', label: 'N° vendeur', kind: 'count', isKey: true },
  { id: 'customer_n', label: 'N° client', kind: 'count', isKey: true },
  { id: 'hour_n', label: 'N° heure', kind: 'count', isKey: true },
];

/** What the lines belong to, of each kind. */
export function groupsOf(lines: readonly SoldLine[], { book }: ReportInput) {
  const { categories } = book;
  const told = (line: SoldLine, text: (ticket: NonNullable<SoldLine['ticket']>) => string): Group => {
    const name = line.ticket ? text(line.ticket) : UNTOLD;
    return { key: line.ticket ? `+${name}` : '', name };
  };
  return {
    product: new Groups(lines, ({ product }) =>
      // What is not in the catalogue is one group, whatever it was called.
      product._id === FREE_LINE
        ? { key: FREE_LINE, name: FREE_NAME }
        : { key: product._id, name: oneLine(product.name) },
    ),
    category: new Groups(lines, ({ product: { categoryId } }) => {
      const name = categoryId && categories.get(categoryId)?.name;
      return { key: name ? categoryId : '', name: name ? oneLine(name) : 'Sans catégorie' };
    }),
    seller: new Groups(lines, (line) => told(line, ({ sale }) => oneLine(sale.createdBy))),
    customer: new Groups(lines, (line) =>
      told(line, ({ sale }) => oneLine(sale.customerName ?? '') || 'Client de passage'),
    ),
  };
}

const freeName = ({ name }: SoldLine['product']): string =>
  name === FREE_NAME ? FREE_NAME : `${FREE_NAME} : ${oneLine(name)}`;

type AllGroups = ReturnType<typeof groupsOf>;

/** Every line with the numbers of what it belongs to, by which other tables add it up. */
export function linesTable(lines: readonly SoldLine[], groups: AllGroups): Table {
  const tickets = new Map<string, number>();
  const rows = lines.map((line): Value[] => {
    const { day, product, quantity, amount, unitCost, ticket } = line;
    if (ticket && !tickets.has(ticket.sale._id)) tickets.set(ticket.sale._id, tickets.size + 1);
    return [
      day,
      ticket?.hour ?? null,
      ticket ? (tickets.get(ticket.sale._id) ?? null) : null,
      ticket?.isFirst ? 1 : 0,
      oneLine(product.code),
      product._id === FREE_LINE ? freeName(product) : groups.product.nameOf(line),
      groups.category.nameOf(line),
      groups.seller.nameOf(line),
      groups.customer.nameOf(line),
      ticket ? settlementText(ticket.sale) : UNTOLD,
      quantity,
      oneLine(product.unit),
      amount,
      unitCost,
      null,
      null,
      groups.product.numberOf(line),
      groups.category.numberOf(line),
      groups.seller.numberOf(line),
      groups.customer.numberOf(line),
      ticket ? ticket.hour : -1,
    ];
  });
  return { id: 'lines', columns: LINES, rows };
}

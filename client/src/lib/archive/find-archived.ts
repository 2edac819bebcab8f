import { FREE_NAME, type Sale, saleLineAmount, type VoidId } from '@digiboost/domain/documents';
import { fold } from '@digiboost/domain/french';
import { receiptNumber } from '@digiboost/domain/reports/receipt';
import { beginsWord, dayWords, wordsOf } from '../model/ticket-words.ts';
import type { Archive } from './archive.ts';
import type { TicketQuestion, TicketsAnswer } from './archive-service.ts';

/** Tickets that are shown at once: whoever sees more looks for one more word. */
const SHOWN = 50;

/**
 * The archived tickets in which a word begins as each of the question's does: of the products, what is in no catalogue,
 * the customer, the number of the receipt, the day, or the amount, whole.
 */
export async function findArchived(
  archive: Pick<Archive, 'each'>,
  { query, products, customers }: TicketQuestion,
): Promise<TicketsAnswer> {
  const words = wordsOf(query);
  const names = new Map([...products, ...customers].map(([id, name]) => [id, fold(name)]));
  const days = new Map<string, string>();
  const textOf = (sale: Sale): string => {
    const day = days.get(sale.day) ?? dayWords(sale.day);
    days.set(sale.day, day);
    const goods = sale.lines.map(({ productId, label }) =>
      label === undefined ? (names.get(productId) ?? fold(FREE_NAME)) : fold(label),
    );
    const customer = names.get(sale.customerId ?? '') ?? fold(sale.customerName ?? '');
    return [...goods, customer, receiptNumber(sale).toLowerCase(), day].join('\n');
  };
  const found: Sale[] = [];
  const voids = new Set<VoidId>();
  await archive.each('2000-01-01', '2999-12-31', (events) => {
    for (const doc of events) {
      if (doc.type === 'void') voids.add(doc._id);
      if (doc.type !== 'sale') continue;
      const amount = String(doc.lines.reduce((sum, line) => sum + saleLineAmount(line), 0));
      const text = textOf(doc);
      if (words.every((word) => amount === word || beginsWord(text, word))) found.push(doc);
    }
  });
  found.sort((a, b) => (a._id < b._id ? 1 : -1));
  const sales = found.slice(0, SHOWN);
  return {
    sales,
    voids: sales.flatMap(({ _id }) => (voids.has(`void:${_id}`) ? [`void:${_id}` as const] : [])),
    more: found.length - sales.length,
  };
}

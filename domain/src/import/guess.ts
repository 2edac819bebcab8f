import type { Day } from '../shared/day.ts';
import { Columns, mappingOf, missingFields } from './columns.ts';
import { readDate } from './dates.ts';
import { findHeader, headerOf, textsAbove } from './header.ts';
import type { Mapping, Table } from './table.ts';
import { fold } from './text.ts';
import { IMPORT_KINDS, type ImportKind } from './types.ts';

/** What a table seems to hold. */
export interface Guess {
  readonly kind: ImportKind;
  /** Nothing else comes near; else the person is asked what the file is. */
  readonly isSure: boolean;
  readonly mapping: Mapping;
  /** How well the table looks like anything that can be imported. */
  readonly score: number;
}

/** What the name of a file or a sheet, or a line above the columns, says of the kind of file. */
const TITLES: Readonly<Record<ImportKind, RegExp>> = {
  catalogue: /\b(?:catalogue|tarifs?|liste (?:des|de) (?:produits|articles|prix)|articles|products?)\b/,
  stock: /\b(?:inventaires?|comptages?|etat (?:de|du) stock|stock (?:au|du)|stocktake|inventory|fiche de stock)\b/,
  delivery:
    /\b(?:livraisons?|bl|receptions?|bon (?:d )?(?:entree|reception|livraison)|arrivages?|delivery|goods received|facture fournisseur|achats?)\b/,
  sales:
    /\b(?:ventes?|sales?|recettes?|tickets?|journal (?:de caisse|des ventes)|chiffre d affaires|caisse|(?:rapport|ticket|cloture|lecture|total) z|z (?:de caisse|report|du)|cloture|z report)\b/,
  customers: /\b(?:clients?|dettes?|creances?|carnet|debiteurs?|customers?|impayes?)\b/,
};

/** Names of columns that only one kind of file has. */
const DELIVERED = /\b(?:livre\w*|recue?s?|reception\w*|entree?s?|delivered|received|shipped|achetee?s?|arrivage|bl)\b/;
const SOLD = /\b(?:vendu\w*|sold|ventes?)\b/;
/** Money that came in and went out, each in a column: a cash book, whose balance is no stock. */
const [MONEY_IN, MONEY_OUT] = [/\b(?:recettes?|encaiss\w*|credits?)\b/, /\b(?:depenses?|decaiss\w*|debits?)\b/];
const COUNTED = /\b(?:inventaires?|compt\w*|count\w*|stock)\b/;
/** A day inside a text: 31/12/2025, 2025-12-31, 31 décembre 2025. */
const DAY_IN_TEXT =
  /\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|(?<!\d)\d{4}[-_]\d{2}[-_]\d{2}(?!\d)|\b\d{1,2}(?:er)?\s+\p{L}{3,9}\.?\s+\d{4}\b/gu;
/** A price per unit times a quantity is the amount in so many of the rows: lines of a bill, not of a catalogue. */
const BILLED = 0.8;
/** Kinds that come so near to the best are not told from it. */
const NEAR = 1;

/** What the columns and the lines above them say about the kind of file. */
export function guess(table: Table): Guess {
  const { rows, headerIndex, title = '' } = table;
  const columns = new Columns(headerOf(table), rows.slice(headerIndex + 1));
  const titles = [title, ...textsAbove(table)].map((text) => fold(text.slice(0, 200))).join(' | ');
  const day = dayInTitle(table);
  const scored = IMPORT_KINDS.map((kind) => {
    const { score, mapping } = likeness(kind, columns, { titles, day });
    return { kind, mapping, score: score + (TITLES[kind].test(titles) ? 2 : 0) };
  }).sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (!best) return { kind: 'catalogue', isSure: false, mapping: {}, score: 0 };
  // A stock list read as a catalogue, or the reverse, records the same; other mistakes would not.
  const alike = (kind: ImportKind) => kind === 'stock' || kind === 'catalogue';
  const rival = second && alike(best.kind) && alike(second.kind) ? scored[2] : second;
  const isMissing = missingFields(best.kind, best.mapping, day).length > 0;
  const isNear = rival !== undefined && missingFields(rival.kind, rival.mapping, day).length === 0;
  // Goods that went back, or a bill: their prices are no catalogue's, and nobody but a person can tell.
  const isOfGoods =
    (best.kind === 'catalogue' && /\b(?:bon|facture|retour|avoir)\b/.test(titles)) ||
    (best.kind === 'stock' && (/\b(?:retour|avoir)\b/.test(titles) || isCashBook(columns)));
  return { ...best, isSure: isMissing || (!isOfGoods && (!isNear || best.score - rival.score >= NEAR)) };
}

function likeness(
  kind: ImportKind,
  columns: Columns,
  { titles, day }: { readonly titles: string; readonly day: Day | null },
): { score: number; mapping: Mapping } {
  const matches = columns.matches(kind);
  const mapping = mappingOf(matches);
  // What was sold on one day has its day above the columns: a closing of the till.
  const isOfSales = TITLES.sales.test(titles) || SOLD.test(columns.name(mapping.quantity));
  const missing = missingFields(kind, mapping, isOfSales ? day : null).length;
  const own = matches.reduce((sum, match) => sum + match.score, 0) - 6 * missing;
  return { score: own + CHARACTER[kind](mapping, columns, titles), mapping };
}

/** What speaks for or against a kind beyond the fields that its columns hold. */
const CHARACTER: Readonly<Record<ImportKind, (mapping: Mapping, columns: Columns, titles: string) => number>> = {
  // A day makes no catalogue, nor do lines whose amount is the quantity times the price. Products and quantities
  // without any price are more often an inventory.
  catalogue: ({ purchasePrice, salePrice }, columns) =>
    (purchasePrice === undefined && salePrice === undefined ? -2.5 : 0) +
    (hasSaleDays(columns) ? -4 : 0) +
    ((purchasePrice === undefined || salePrice === undefined) && isBill(columns) ? -3 : 0),
  stock: ({ date, salePrice }, columns, titles) =>
    (salePrice === undefined ? 0 : -2) +
    (isCashBook(columns) ? -6 : 0) +
    (TITLES.delivery.test(titles) && !COUNTED.test(titles) ? -3 : 0) +
    // Any day may be the day of a count; that of its very name is.
    (COUNTED.test(columns.name(date)) ? 0 : date !== undefined ? -4 : hasSaleDays(columns) ? -2 : 0),
  delivery: ({ quantity, date, orderNumber }, columns, titles) =>
    SOLD.test(columns.name(quantity))
      ? -6
      : TITLES.delivery.test(titles) || [quantity, date, orderNumber].some((one) => DELIVERED.test(columns.name(one)))
        ? 0
        : -3,
  sales: ({ unitPrice, total, quantity }, columns) =>
    (SOLD.test(columns.name(quantity)) ? 2 : 0) +
    (unitPrice === undefined && total === undefined ? -2.5 : 0) +
    (mappingOf(columns.matches('delivery')).supplier === undefined ? 0 : -2),
  // Names and what they owe, or how to call them: goods, their prices and quantities are another file's.
  customers: ({ debt, customerPhone }, columns) => {
    const goods = mappingOf(columns.matches('catalogue'));
    // Orders have a customer and a total too: how they were paid and how they stand says that nobody owes them.
    const { payment, status } = mappingOf(columns.matches('sales'));
    const isOfOrders = [payment, status].some((column) => column !== undefined && column !== debt);
    const isOfGoods = [goods.salePrice, goods.purchasePrice, goods.barcode, goods.unit, goods.category].some(
      (column) => column !== undefined && column !== debt,
    );
    return (debt === undefined && customerPhone === undefined ? -12 : 0) + (isOfGoods || isOfOrders ? -8 : 2);
  },
};

const isCashBook = (columns: Columns): boolean => columns.has(MONEY_IN) && columns.has(MONEY_OUT);

const hasSaleDays = (columns: Columns): boolean => mappingOf(columns.matches('sales')).date !== undefined;

function isBill(columns: Columns): boolean {
  const { quantity, unitPrice, total } = mappingOf(columns.matches('sales'));
  return columns.product(quantity, unitPrice, total) >= BILLED;
}

/** Which of the sheets most likely holds what is to be imported: a visible one, whose columns have known names. */
export function chooseSheet(sheets: readonly { rows: Table['rows']; name: string; isHidden?: boolean }[]): number {
  let best = 0;
  let bestScore = Number.NEGATIVE_INFINITY;
  sheets.forEach(({ rows, name, isHidden }, index) => {
    const header = findHeader(rows);
    const { score } = guess({ rows, ...header, title: name });
    const own = rows.length > header.headerIndex + 1 ? score : score - 20;
    const total = isHidden ? own - 1000 : own;
    if (total > bestScore) [best, bestScore] = [index, total];
  });
  return best;
}

/** The day that the lines above the columns, or the name of the file, say; null without one, or with several. */
export function dayInTitle(table: Table): Day | null {
  const days = new Set<Day>();
  for (const text of [...textsAbove(table), table.title ?? '']) {
    for (const [written] of text.slice(0, 200).matchAll(DAY_IN_TEXT)) {
      const read = readDate(written.replaceAll('_', '-'), 'dmy');
      if (read.ok) days.add(read.value.day);
    }
    // What stands in the sheet comes before the name of its file.
    if (days.size > 0) break;
  }
  const [only] = days;
  return days.size === 1 && only ? only : null;
}

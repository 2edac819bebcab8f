import type { Product, ProductUnit } from '../documents/index.ts';
import { fromMilli, toMilli } from '../shared/quantity.ts';
import { isSameUnit } from './numbers.ts';
import type { Row } from './row.ts';
import { cellText, fold, isAbsent } from './text.ts';

type QuantityField = 'quantity' | 'counted';

const PACKS = new Set(
  'carton,cartons,crt,ctn,ctns,colis,caisse,caisses,casier,casiers,paquet,paquets,pack,packs,fardeau,fardeaux,palette,palettes,douzaine,douzaines,dz,lot,lots,boite,boites,sac,sacs,case,cases,box,boxes,dozen'.split(
    ',',
  ),
);
const isPack = (unit: string): boolean => PACKS.has(unit.split(' ')[0] ?? '');

/** What a quantity counts, folded: the words beside it, else those of the unit's own column; '' when nothing says. */
function wordsOf(row: Row, field: QuantityField): { words: string; isBeside: boolean } {
  const read = row.peek(field);
  if (!read?.ok) return { words: '', isBeside: false };
  if (read.value.unit !== '') return { words: read.value.unit, isBeside: true };
  // In a catalogue that column names the product's own unit.
  const cell = row.kind === 'catalogue' ? null : row.cell('unit');
  return { words: isAbsent(cell) ? '' : fold(cellText(cell).slice(0, 100)), isBeside: false };
}

/** The larger unit of a product in which a row counts, or null. */
export function unitSold(row: Row, field: QuantityField, product: Product): ProductUnit | null {
  const { words } = wordsOf(row, field);
  if (words === '' || isSameUnit(words, product.unit)) return null;
  return product.units?.find(({ name }) => isSameUnit(words, name)) ?? null;
}

/**
 * The product's own units that `written` of what the row counts in are: "2 cartons" of a product that is sold by the
 * carton of 24 are 48. Asks where only a person can tell, and else notes that the unit is another; null without answer.
 */
export function unitsIn(row: Row, field: QuantityField, product: Product, written: number): number | null {
  const { words, isBeside } = wordsOf(row, field);
  if (words === '' || isSameUnit(words, product.unit)) return written;
  const known = unitSold(row, field, product);
  if (known) return fromMilli(Math.round(toMilli(written) * known.factor));
  // A unit that a whole column names is more often the product's own, which nobody told the shop.
  if (isPack(words) && (isBeside || packOf(product) !== null)) return askedUnits(row, field, product);
  row.fault('other-unit', field);
  return written;
}

/** Notes that a quantity counts in another unit than the product's: "2 cartons" of what is sold by the piece. */
export function checkUnit(row: Row, field: QuantityField, product: Product): void {
  const { words } = wordsOf(row, field);
  if (words !== '' && !isSameUnit(words, product.unit)) row.fault('other-unit', field);
}

/** Asks how many units "2 cartons + 5" are; with a known pack, that many are proposed. */
export function askedUnits(row: Row, field: QuantityField, product: Product): number | null {
  const { words, isBeside } = wordsOf(row, field);
  const cell = cellText(row.cell(field));
  const before = words === '' || isBeside ? cell : `${cell} ${cellText(row.cell('unit'))}`;
  const pack = packOf(product);
  const parts = /^(\d+)\s*\p{L}+\s*(?:(?:\+|et|,)\s*(\d+)\s*\p{L}*)?$/u.exec(before);
  const after = parts && pack ? Number(parts[1]) * pack + Number(parts[2] ?? 0) : '';
  return row.askNumber({ product: product.name, before, after });
}

const packOf = ({ packSize, unit }: Product): number | null => packSize ?? packIn(unit);

/** The pieces that a unit names: 24 of "carton x 24" or "carton de 24". */
const packIn = (unit: string): number | null => {
  const found = /(?:\bx|×|\bde)\s*(\d{1,4})(?!\s*(?:kg|g|gr|l|cl|ml|m|cm|litres?)\b)/i.exec(unit)?.[1];
  return found === undefined ? null : Number(found);
};

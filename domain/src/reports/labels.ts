import type { Product } from '../documents/product.ts';
import { formatMoney, formatQuantity, oneLine } from '../french/index.ts';

/** What a label on a shelf or on an article says. */
export interface Label {
  readonly name: string;
  readonly price: string;
  /** What the price is for, such as "le kg" or "Carton (24 pièces)". */
  readonly unit: string;
  /** What a scanner is to read; null: nothing that one could read. */
  readonly code: string | null;
}

/** The barcode, or else the shop's own code, which the till finds too. */
const codeOf = (...codes: readonly (string | undefined)[]): string | null =>
  codes.map((code) => oneLine(code ?? '')).find((code) => code !== '') ?? null;

/** One label for each unit in which the product is sold. */
export function labelsOf(product: Product): Label[] {
  const name = oneLine(product.name);
  const own = {
    name,
    price: formatMoney(product.salePrice),
    unit: oneLine(product.unit),
    code: codeOf(product.barcode, product.code),
  };
  const larger = (product.units ?? []).map((unit) => ({
    name,
    price: formatMoney(unit.salePrice),
    unit: `${oneLine(unit.name)} (${formatQuantity(unit.factor, oneLine(product.unit))})`,
    code: codeOf(unit.barcode),
  }));
  return [own, ...larger];
}

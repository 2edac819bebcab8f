import type { LostEdit } from '@digiboost/domain/documents';
import { formatMoney, formatQuantity, formatUnitCost } from '@digiboost/domain/french';
import { productFields } from '../../i18n/fr/product.ts';
import { productHistory as words } from '../../i18n/fr/product-history.ts';

const NAMES: Readonly<Record<string, string>> = productFields;

/** A lost edit as its page shows it. */
export interface ShownEdit {
  readonly label: string;
  readonly text: string;
}

/** The name of the field, and the value that was replaced, in words. `nameOf` names categories and suppliers. */
export function shownEdit({ field, value }: LostEdit, nameOf: (id: string) => string | undefined): ShownEdit {
  return { label: NAMES[field] ?? field, text: textOf(field, value, nameOf) };
}

function textOf(field: string, value: unknown, nameOf: (id: string) => string | undefined): string {
  if (value === undefined || value === null || value === '') return words.empty;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') {
    if (field === 'salePrice') return formatMoney(value);
    return field === 'purchasePrice' ? formatUnitCost(value) : formatQuantity(value);
  }
  return nameOf(String(value)) ?? String(value);
}

import type { Entry } from '@digiboost/domain/ledger';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import { productHistory as words } from '../../i18n/fr/product-history.ts';

/** What an entry did to the stock, with its sign; what was counted or asked for when it did nothing. */
export function signedQuantity(
  entry: Pick<Entry, 'kind' | 'delta' | 'sold' | 'counted' | 'missed'>,
  format: (quantity: number) => string,
): string {
  if (entry.kind === 'COUNT') return words.counted(format(fromMilli(entry.counted ?? 0)));
  if (entry.kind === 'MISSED') return words.asked(format(fromMilli(entry.missed)));
  // What was not put back on the shelf has come back all the same.
  if (entry.kind === 'RETURN' && entry.delta === 0) return words.returned(format(fromMilli(-entry.sold)));
  const text = format(fromMilli(entry.delta));
  return entry.delta > 0 ? `+${text}` : text;
}

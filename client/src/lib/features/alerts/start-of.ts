import { ALERT_TYPES, productId } from '@digiboost/domain/documents';
import type { AlertFields } from './alert-kind.ts';

/** What a new alert opens with when another screen asks for one: `?type=LOW_STOCK&produit=<key>`. */
export function startOf(params: URLSearchParams): Partial<AlertFields> {
  const alertType = ALERT_TYPES.find((type) => type === params.get('type'));
  const product = params.get('produit');
  const isKey = product !== null && /^[a-z0-9][a-z0-9_-]{0,63}$/.test(product);
  return {
    ...(alertType ? { alertType } : {}),
    ...(isKey ? { scope: 'PRODUCTS', productIds: [productId(product)] } : {}),
  };
}

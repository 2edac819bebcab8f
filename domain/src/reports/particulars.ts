import type { Shop } from '../documents/shop.ts';
import { oneLine } from '../french/index.ts';
import { formatPhone } from '../shared/phone.ts';

/** What stands under the name of a shop on its papers, one line each. */
export const particulars = (shop: Shop | null): string[] =>
  [
    shop?.address,
    shop?.phone && formatPhone(shop.phone),
    shop?.ninea && `NINEA ${shop.ninea}`,
    shop?.settings?.vat === 'NONE' && 'TVA non applicable',
  ].flatMap((text) => (text ? [oneLine(text)] : []));

import { type Author, stampOf } from '../author.ts';
import type { Count } from '../count.ts';
import type { Movement } from '../movement.ts';
import type { Sale } from '../sale.ts';
import { type Void, voidedContent, voidId } from '../void.ts';
import { AUTHOR, type Timed, timed } from './author.ts';

/** A ticket of one line, 2 x 500 FCFA in cash, unless said otherwise. */
export function aSale(
  content: Timed & Partial<Pick<Sale, 'lines' | 'status' | 'payment' | 'customerName' | 'orderNumber'>> = {},
): Sale {
  const { event, own } = timed('sale', content);
  const lines: Sale['lines'] = [{ productId: 'product:riz', quantity: 2, unitPrice: 500 }];
  const settled: Partial<Sale> = own.status === 'MISSED' ? {} : { payment: 'CASH' };
  return { ...event, lines, status: 'DELIVERED', ...settled, ...own };
}

/** An entry of 10 units, unless said otherwise. */
export function aMovement(
  content: Timed & Partial<Omit<Movement, '_id' | 'type' | 'at' | 'day' | 'createdAt' | 'createdBy' | 'deviceId'>> = {},
): Movement {
  const { event, own } = timed('movement', content);
  return { ...event, productId: 'product:riz', movementType: 'ENTRY', quantity: 10, ...own };
}

/** A count of 8 units, unless said otherwise. */
export function aCount(content: Timed & Partial<Pick<Count, 'productId' | 'counted' | 'reason'>> = {}): Count {
  const { event, own } = timed('count', content);
  return { ...event, productId: 'product:riz', counted: 8, ...own };
}

/** The void of `original`, recorded by `author`. */
export const aVoid = (original: Sale | Movement, author: Author = AUTHOR): Void => ({
  _id: voidId(original._id),
  type: 'void',
  original: voidedContent(original),
  ...stampOf(author),
});

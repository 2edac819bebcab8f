import type { Cash } from './cash.ts';
import type { Closing } from './closing.ts';
import type { Count } from './count.ts';
import type { Movement } from './movement.ts';
import type { Sale } from './sale.ts';
import type { Void } from './void.ts';

/** What moves stock or money, or records demand. */
export type LedgerEvent = Sale | Void | Movement | Count | Cash | Closing;

/** Whether `doc` is one of them. Apart from the registry, so that views need not carry the schemas. */
export const isLedgerEvent = (doc: { type?: unknown }): doc is LedgerEvent =>
  doc.type === 'sale' ||
  doc.type === 'movement' ||
  doc.type === 'void' ||
  doc.type === 'count' ||
  doc.type === 'cash' ||
  doc.type === 'closing';

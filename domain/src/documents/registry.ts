import type * as z from 'zod/mini';
import { type Day, daysBetween, type Instant } from '../shared/day.ts';
import { type Acknowledgement, acknowledgementSchema } from './acknowledgement.ts';
import { type Alert, alertSchema } from './alert.ts';
import { type AlertEvent, alertEventSchema } from './alert-event.ts';
import { type Category, categorySchema } from './category.ts';
import { countSchema } from './count.ts';
import { parseTimedId } from './event-id.ts';
import { hasModestExtent } from './extent.ts';
import type { LedgerEvent } from './ledger-event.ts';
import { movementSchema } from './movement.ts';
import { type Order, orderSchema } from './order.ts';
import { type Product, productSchema } from './product.ts';
import { type ReportRun, type ReportSchedule, reportRunSchema, reportScheduleSchema } from './report.ts';
import { saleSchema } from './sale.ts';
import { type Shop, shopSchema } from './shop.ts';
import { type Supplier, supplierSchema } from './supplier.ts';
import { voidSchema } from './void.ts';

export type Role = 'admin' | 'user' | 'viewer';

/** How documents of one type are validated, and who may write them. */
interface DocumentType {
  readonly schema: z.ZodMiniType;
  /** Written once and never changed. */
  readonly immutable: boolean;
  /** The shop's roles that may write it; `server` is this product's own server. */
  readonly writers: readonly (Role | 'server')[];
  /** How its ids begin; one without a colon at its end is the whole id. */
  readonly ids: readonly string[];
  /** What of it a phone holds from its first copy on: all, or what counts at a time within the window, or nothing. */
  readonly held: 'all' | 'window' | 'nothing';
}

const MEMBERS = ['admin', 'user'] as const;

/** Every type of document in a shop's database: one line each. */
export const DOCUMENT_TYPES = {
  shop: { schema: shopSchema, immutable: false, writers: ['admin'], ids: ['shop'], held: 'all' },
  category: { schema: categorySchema, immutable: false, writers: MEMBERS, ids: ['category:'], held: 'all' },
  supplier: { schema: supplierSchema, immutable: false, writers: MEMBERS, ids: ['supplier:'], held: 'all' },
  product: { schema: productSchema, immutable: false, writers: MEMBERS, ids: ['product:'], held: 'all' },
  sale: { schema: saleSchema, immutable: true, writers: MEMBERS, ids: ['sale:'], held: 'window' },
  void: {
    schema: voidSchema,
    immutable: true,
    writers: MEMBERS,
    ids: ['void:sale:', 'void:movement:'],
    held: 'window',
  },
  movement: { schema: movementSchema, immutable: true, writers: MEMBERS, ids: ['movement:'], held: 'window' },
  count: { schema: countSchema, immutable: true, writers: MEMBERS, ids: ['count:'], held: 'window' },
  order: { schema: orderSchema, immutable: false, writers: MEMBERS, ids: ['order:'], held: 'all' },
  alert: { schema: alertSchema, immutable: false, writers: MEMBERS, ids: ['alert:'], held: 'all' },
  alertEvent: { schema: alertEventSchema, immutable: false, writers: ['server'], ids: ['alertEvent:'], held: 'all' },
  acknowledgement: { schema: acknowledgementSchema, immutable: true, writers: MEMBERS, ids: ['ack:'], held: 'all' },
  reportSchedule: {
    schema: reportScheduleSchema,
    immutable: false,
    writers: ['admin'],
    ids: ['reportSchedule:'],
    held: 'all',
  },
  reportRun: { schema: reportRunSchema, immutable: true, writers: ['server'], ids: ['reportRun:'], held: 'nothing' },
} as const satisfies Record<string, DocumentType>;

export type DocumentTypeName = keyof typeof DOCUMENT_TYPES;

/** What people edit. */
export type MutableDocument = Shop | Category | Supplier | Product | Order | Alert | AlertEvent | ReportSchedule;
/** Any document of a shop's database. */
export type ShopDocument = LedgerEvent | MutableDocument | Acknowledgement | ReportRun;

/** Why a document may not be stored: the field at fault and a stable code. */
export interface DocumentFault {
  readonly field: string;
  readonly reason: string;
}

/** What is wrong with a document's shape, or null when nothing is. Knows nothing of who writes it. */
export function documentFault(doc: { _id: string; type?: unknown; [field: string]: unknown }): DocumentFault | null {
  const type = Object.hasOwn(DOCUMENT_TYPES, String(doc.type))
    ? DOCUMENT_TYPES[doc.type as DocumentTypeName]
    : undefined;
  if (!type) return { field: 'type', reason: 'unknown document type' };
  if (!hasModestExtent(doc)) return { field: '_id', reason: 'too large or nested too deeply' };
  const parsed = (type.schema as z.ZodMiniType).safeParse(doc);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { field: issue?.path.join('.') || '_id', reason: issue?.message || issue?.code || 'invalid' };
  }
  return idFault(doc as unknown as ShopDocument);
}

/** An event's id and its own `at` must tell the same time, or the two orders of the ledger would differ. */
function idFault(doc: ShopDocument): DocumentFault | null {
  const wrong = { field: '_id', reason: 'the id does not match the document' };
  switch (doc.type) {
    case 'sale':
    case 'movement':
    case 'count':
    case 'order': {
      const id = parseTimedId(doc._id);
      if (!id || id.type !== doc.type || id.at !== doc.at) return wrong;
      return doc.type === 'order' ? null : dayFault(doc);
    }
    case 'void': {
      const id = parseTimedId(doc._id.slice('void:'.length));
      return id && id.type === doc.original.type && id.at === doc.original.at ? dayFault(doc.original) : wrong;
    }
    case 'acknowledgement':
      return doc._id === `ack:${doc.eventId}` ? null : wrong;
    default:
      return null;
  }
}

/** The business day may differ from the UTC day by a timezone, never by more than a day. */
const dayFault = ({ at, day }: { readonly at: Instant; readonly day: Day }): DocumentFault | null =>
  Math.abs(daysBetween(at.slice(0, 10), day)) > 1 ? { field: 'day', reason: 'not the day of its time' } : null;

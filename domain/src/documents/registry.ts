import type * as z from 'zod/mini';
import { type Day, daysBetween, type Instant } from '../shared/day.ts';
import { acknowledgementSchema } from './acknowledgement.ts';
import { alertSchema } from './alert.ts';
import { alertEventSchema } from './alert-event.ts';
import { approverSchema } from './approver.ts';
import { assetSchema } from './asset.ts';
import { cashSchema } from './cash.ts';
import { categorySchema } from './category.ts';
import { closingSchema } from './closing.ts';
import { countSchema } from './count.ts';
import { customerSchema } from './customer.ts';
import { parseTimedId } from './event-id.ts';
import { hasModestExtent } from './extent.ts';
import { fieldHolds, hasField } from './field-schema.ts';
import { isLedgerEvent } from './ledger-event.ts';
import { movementSchema } from './movement.ts';
import { orderSchema } from './order.ts';
import { productSchema } from './product.ts';
import { reportRunSchema, reportScheduleSchema } from './report.ts';
import { returnSchema } from './return.ts';
import { saleSchema } from './sale.ts';
import { shopSchema } from './shop.ts';
import { supplierSchema } from './supplier.ts';
import { voidSchema } from './void.ts';

export type Role = 'admin' | 'user' | 'viewer';

/** How documents of one type are validated, copied and shown, and who may write them. */
interface DocumentType {
  readonly schema: z.ZodMiniType;
  /** Written once and never changed. */
  readonly immutable: boolean;
  /** The shop's roles that may write it; `server` is this product's own server. */
  readonly writers: readonly (Role | 'server')[];
  /** How its ids begin; one without a colon at its end is the whole id. */
  readonly ids: readonly string[];
  /** Its id holds the instant at which it counts, as `timedId` makes it. */
  readonly timed?: true;
  /** What of it a phone holds from its first copy on: all, or what counts at a time within the window, or nothing. */
  readonly held: 'all' | 'window' | 'nothing';
  /**
   * What a phone's projections make of it: a part of the catalogue, which every screen may need; a product's row; an
   * entry of a list that is read when a screen looks at it; lines of the ledger; or nothing.
   */
  readonly projection: 'catalogue' | 'product' | 'list' | 'ledger' | 'nothing';
}

const MEMBERS = ['admin', 'user'] as const;
const EDITED = { immutable: false, writers: MEMBERS, held: 'all' } as const;
const EVENT = { immutable: true, writers: MEMBERS, held: 'window', projection: 'ledger' } as const;

/** Every type of document in a shop's database: one line each. */
export const DOCUMENT_TYPES = {
  shop: { ...EDITED, schema: shopSchema, writers: ['admin'], ids: ['shop'], projection: 'catalogue' },
  approver: { ...EDITED, schema: approverSchema, writers: ['admin'], ids: ['approver:'], projection: 'nothing' },
  category: { ...EDITED, schema: categorySchema, ids: ['category:'], projection: 'catalogue' },
  supplier: { ...EDITED, schema: supplierSchema, ids: ['supplier:'], projection: 'catalogue' },
  product: { ...EDITED, schema: productSchema, ids: ['product:'], projection: 'product' },
  sale: { ...EVENT, schema: saleSchema, ids: ['sale:'], timed: true },
  return: { ...EVENT, schema: returnSchema, ids: ['return:'], timed: true },
  void: { ...EVENT, schema: voidSchema, ids: ['void:sale:', 'void:return:', 'void:movement:', 'void:cash:'] },
  movement: { ...EVENT, schema: movementSchema, ids: ['movement:'], timed: true },
  count: { ...EVENT, schema: countSchema, ids: ['count:'], timed: true },
  customer: { ...EDITED, schema: customerSchema, ids: ['customer:'], projection: 'list' },
  asset: { ...EDITED, schema: assetSchema, writers: ['admin'], ids: ['asset:'], projection: 'list' },
  cash: { ...EVENT, schema: cashSchema, ids: ['cash:'], timed: true },
  closing: { ...EVENT, schema: closingSchema, ids: ['closing:'], timed: true },
  order: { ...EDITED, schema: orderSchema, ids: ['order:'], timed: true, projection: 'list' },
  alert: { ...EDITED, schema: alertSchema, ids: ['alert:'], projection: 'list' },
  alertEvent: { ...EDITED, schema: alertEventSchema, writers: ['server'], ids: ['alertEvent:'], projection: 'list' },
  acknowledgement: {
    schema: acknowledgementSchema,
    immutable: true,
    writers: MEMBERS,
    ids: ['ack:'],
    held: 'all',
    projection: 'list',
  },
  reportSchedule: {
    ...EDITED,
    schema: reportScheduleSchema,
    writers: ['admin'],
    ids: ['reportSchedule:'],
    projection: 'list',
  },
  reportRun: {
    ...EDITED,
    schema: reportRunSchema,
    writers: ['server'],
    ids: ['reportRun:'],
    timed: true,
    projection: 'list',
  },
} as const satisfies Record<string, DocumentType>;

type Registry = typeof DOCUMENT_TYPES;
export type DocumentTypeName = keyof Registry;
/** The types of documents of which the registry says `Fact`, such as `{ projection: 'list' }`. */
export type TypesThat<Fact> = { [N in DocumentTypeName]: Registry[N] extends Fact ? N : never }[DocumentTypeName];
/** The documents of the types `N`. */
export type DocumentOf<N extends DocumentTypeName> = z.infer<Registry[N]['schema']>;

/** What people edit. */
export type MutableDocument = DocumentOf<TypesThat<{ immutable: false }>>;
/** Any document of a shop's database. */
export type ShopDocument = DocumentOf<DocumentTypeName>;
/** Types whose id holds the instant at which they count. */
export type TimedType = TypesThat<{ timed: true }>;

/** What the registry says of the type `name`, whatever that is; undefined when there is none of that name. */
export const documentType = (name: unknown): DocumentType | undefined =>
  typeof name === 'string' && Object.hasOwn(DOCUMENT_TYPES, name)
    ? DOCUMENT_TYPES[name as DocumentTypeName]
    : undefined;

/** Why a document may not be stored: the field at fault and a stable code. */
export interface DocumentFault {
  readonly field: string;
  readonly reason: string;
}

/** What is wrong with a document's shape, or null when nothing is. Knows nothing of who writes it. */
export function documentFault(doc: { _id: string; type?: unknown; [field: string]: unknown }): DocumentFault | null {
  const type = documentType(doc.type);
  if (!type) return { field: 'type', reason: 'unknown document type' };
  if (!hasModestExtent(doc)) return { field: '_id', reason: 'too large or nested too deeply' };
  const parsed = type.schema.safeParse(doc);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { field: issue?.path.join('.') || '_id', reason: issue?.message || issue?.code || 'invalid' };
  }
  return editFault(doc as unknown as ShopDocument) ?? idFault(doc as unknown as ShopDocument);
}

/**
 * Whether a stored document says what its readers expect of its type. Fields that they do not know may stand in it: a
 * later version may have written it.
 */
export function isReadable(doc: object): boolean {
  const type = documentType((doc as { type?: unknown }).type);
  if (type?.projection === 'ledger') return isLedgerEvent(doc);
  if (!type || !hasModestExtent(doc)) return false;
  const parsed = type.schema.safeParse(doc);
  return parsed.success || parsed.error.issues.every(({ code }) => code === 'unrecognized_keys');
}

/** What was edited, or lost to a later edit, is a field that people edit, and a lost value one that it may hold. */
function editFault(doc: ShopDocument): DocumentFault | null {
  if (!('edits' in doc)) return null;
  const { schema } = DOCUMENT_TYPES[doc.type];
  const unknown = Object.keys(doc.edits).find((name) => !hasField(schema, name));
  if (unknown !== undefined) return { field: `edits.${unknown}`, reason: 'not a field that is edited' };
  const index = (doc.history ?? []).findIndex(({ field, value }) => !fieldHolds(schema, field, value));
  return index < 0 ? null : { field: `history.${index}`, reason: 'not a value of a field that is edited' };
}

/** An event's id and its own `at` must tell the same time, or the two orders of the ledger would differ. */
function idFault(doc: ShopDocument): DocumentFault | null {
  const wrong = { field: '_id', reason: 'the id does not match the document' };
  switch (doc.type) {
    case 'void': {
      const id = parseTimedId(doc._id.slice('void:'.length));
      return id && id.type === doc.original.type && id.at === doc.original.at ? dayFault(doc.original) : wrong;
    }
    case 'acknowledgement':
      return doc._id === `ack:${doc.eventId}` ? null : wrong;
  }
  if (!documentType(doc.type)?.timed) return null;
  const { at, day } = doc as { readonly at?: Instant; readonly day?: Day };
  const id = parseTimedId(doc._id);
  if (!id || id.type !== doc.type || at === undefined || id.at !== at) return wrong;
  return day === undefined ? null : dayFault({ at, day });
}

/** The business day may differ from the UTC day by a timezone, never by more than a day. */
const dayFault = ({ at, day }: { readonly at: Instant; readonly day: Day }): DocumentFault | null =>
  Math.abs(daysBetween(at.slice(0, 10), day)) > 1 ? { field: 'day', reason: 'not the day of its time' } : null;

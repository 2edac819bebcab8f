import type { Author } from '../documents/author.ts';
import { flatten } from '../documents/fields.ts';
import {
  DOCUMENT_TYPES,
  documentFault,
  type MutableDocument,
  newDocument,
  type ShopDocument,
} from '../documents/index.ts';
import { mergeVersions } from '../documents/merge.ts';
import { canonical } from '../shared/canonical.ts';
import { isInstant } from '../shared/day.ts';

/** The copy that a phone made of what its server had not taken. */
export interface UnsentFile {
  /** The shop in which they were recorded; null where an earlier version did not say. */
  readonly shop: { readonly id: string; readonly name: string } | null;
  readonly exportedAt: string;
  readonly documents: readonly ShopDocument[];
  /** Documents that say nothing to this version of the app. */
  readonly unreadable: number;
}

/** Reads such a copy; null when `text` is none. */
export function readUnsent(text: string): UnsentFile | null {
  const file = parsed(text);
  if (!isObject(file) || file.format !== 'digiboost-unsent' || !Array.isArray(file.unsent)) return null;
  const refused = Array.isArray(file.refused) ? file.refused.map((one: unknown) => isObject(one) && one.doc) : [];
  const documents = new Map<string, ShopDocument>();
  let unreadable = 0;
  for (const one of [...file.unsent, ...refused]) {
    const doc = plain(one);
    if (doc) documents.set(doc._id, doc);
    else unreadable += 1;
  }
  const exportedAt = typeof file.exportedAt === 'string' && isInstant(file.exportedAt) ? file.exportedAt : '';
  return { shop: shopOf(file.shop), exportedAt, documents: [...documents.values()], unreadable };
}

const shopOf = (said: unknown): UnsentFile['shop'] =>
  isObject(said) && typeof said.id === 'string' ? { id: said.id, name: String(said.name ?? '').slice(0, 120) } : null;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A document as it was recorded, without what a database added; null when it is none that people write. */
function plain(one: unknown): ShopDocument | null {
  if (!isObject(one) || typeof one._id !== 'string') return null;
  const { _rev, _revisions, _conflicts, setAside, handedIn, ...doc } = one;
  if (documentFault(doc as { _id: string })) return null;
  const { writers } = DOCUMENT_TYPES[(doc as unknown as ShopDocument).type];
  return writers.some((writer) => writer !== 'server') ? (doc as unknown as ShopDocument) : null;
}

/** What of a copy is to be written, and what is not. */
export interface HandIn {
  readonly documents: readonly ShopDocument[];
  /** Documents that say nothing which the shop does not say already. */
  readonly already: number;
  /** Documents of other people, which only an administrator may hand in. */
  readonly foreign: number;
  /** Events that name products which neither the shop nor the copy has: of another shop. */
  readonly elsewhere: number;
}

/**
 * What the author records of a copy in a shop that holds `held` of its documents, by id, and the products of which
 * `knows` tells. Events keep their author, their phone and their time, and say who handed them in; what people edit is
 * brought together with what the shop says, or made anew by the author where the shop has none.
 */
export function handInOf(
  { documents }: UnsentFile,
  shop: { readonly held: ReadonlyMap<string, ShopDocument>; readonly knows: (productId: string) => boolean },
  author: Author,
  mayBringOthers: boolean,
): HandIn {
  const ids = new Set<string>(documents.map(({ _id }) => _id));
  const written: ShopDocument[] = [];
  const left = { already: 0, foreign: 0, elsewhere: 0 };
  for (const doc of documents) {
    const held = shop.held.get(doc._id);
    if (productsOf(doc).some((id) => !ids.has(id) && !shop.knows(id))) left.elsewhere += 1;
    else if ('updatedAt' in doc) {
      if (held && isSaid(doc, held)) left.already += 1;
      else written.push(held ? doc : anew(doc, author));
    } else if (held) left.already += 1;
    else if (doc.createdBy !== author.by && !mayBringOthers) left.foreign += 1;
    else
      written.push({ ...doc, handedIn: { by: author.by, deviceId: author.deviceId, at: author.at } } as ShopDocument);
  }
  return { documents: written, ...left };
}

/** Whether the shop says already all that is new in `doc`. */
const isSaid = (doc: MutableDocument, held: ShopDocument): boolean => {
  const { doc: merged } = mergeVersions(held as MutableDocument, [doc]);
  return canonical(flatten(merged)) === canonical(flatten(held));
};

/** What people edit, as the author makes it: nobody says in another's name what they edited. */
function anew({ history, ...content }: MutableDocument, author: Author): ShopDocument {
  return newDocument(content as MutableDocument, author);
}

/** The products that a document names. */
function productsOf(doc: ShopDocument): string[] {
  const said = doc.type === 'void' ? doc.original : doc;
  if (said.type === 'movement' || said.type === 'count') return [said.productId];
  return said.type === 'sale' || said.type === 'order' ? said.lines.map(({ productId }) => productId) : [];
}

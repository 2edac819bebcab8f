import type { ShopDocument } from '@digiboost/domain/documents';
import { formatDay } from '@digiboost/domain/french';
import { localTime } from '@digiboost/domain/shared/clock';
import { refusals as words } from '../../i18n/fr/refusals.ts';

type Cause = keyof typeof words.causes;

/** What the server's rules say, by a part of their text. */
const CAUSES: readonly (readonly [RegExp, Cause])[] = [
  [/dated in the future/, 'future'],
  [/not written by the role|no role in this shop/, 'role'],
  [/not the user who writes/, 'author'],
  [/written once|never changes|never deleted/, 'changed'],
];

/** Why the server does not take a document, and what can be done about it. */
export const refusalWords = (reason: string): (typeof words.causes)[Cause] =>
  words.causes[CAUSES.find(([text]) => text.test(reason))?.[1] ?? 'shape'];

/** A document as people call it: "Vente du dim. 29 nov. à 10:12". */
export function refusedName(doc: ShopDocument, timezone?: string): string {
  const local = localTime('at' in doc ? doc.at : doc.createdAt, timezone);
  const type = Object.hasOwn(words.types, doc.type) ? words.types[doc.type as keyof typeof words.types] : words.other;
  return words.name(type, formatDay(local.slice(0, 10)), local.slice(11, 16));
}

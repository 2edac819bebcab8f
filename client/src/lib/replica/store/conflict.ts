import type { ShopDocument } from '@digiboost/domain/documents';
import { canonical } from '@digiboost/domain/shared/canonical';

/** Whether two documents say the same, whatever their revisions. */
export function sameContent(a: ShopDocument, b: ShopDocument): boolean {
  const [plainA, plainB] = [a, b].map(({ _rev, _revisions, _conflicts, ...content }) => canonical(content));
  return plainA === plainB;
}

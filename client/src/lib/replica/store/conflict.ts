import type { ShopDocument } from '@digiboost/domain/documents';

/** Text of a value in which the order of an object's fields does not matter. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join()}}`;
}

/** Whether two documents say the same, whatever their revisions. */
export function sameContent(a: ShopDocument, b: ShopDocument): boolean {
  const [plainA, plainB] = [a, b].map(({ _rev, _revisions, _conflicts, ...content }) => canonical(content));
  return plainA === plainB;
}

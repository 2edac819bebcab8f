/** Fields that identify a document or that merging derives: they are never edited. */
const META: ReadonlySet<string> = new Set([
  '_id',
  '_rev',
  '_revisions',
  '_conflicts',
  'type',
  'createdAt',
  'createdBy',
  'deviceId',
  'updatedAt',
  'updatedBy',
  'edits',
  'history',
]);

/** Whether people edit the field `name`. */
export const isEdited = (name: string): boolean => !META.has(name);

/** A document's own fields by name. Without a prototype: the names are people's. */
export type Fields = Record<string, unknown>;

/** No fields; none that every object has either. */
export const noFields = (): Fields => Object.create(null) as Fields;

export const isPlainObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Own fields of `doc`; those of a nested object one by one, as `settings.coverageDays`, beside an empty object. */
export function flatten(doc: object): Fields {
  const fields = noFields();
  for (const [name, value] of Object.entries(doc)) {
    if (!isEdited(name)) continue;
    if (isPlainObject(value)) {
      fields[name] = {};
      for (const [inner, innerValue] of Object.entries(value)) fields[`${name}.${inner}`] = innerValue;
    } else fields[name] = value;
  }
  return fields;
}

/** The opposite of `flatten`, with the names in order; undefined fields are left out. */
export function unflatten(fields: Fields): Fields {
  const doc = new Map<string, unknown>();
  for (const name of Object.keys(fields).sort()) {
    const value = fields[name];
    if (value === undefined) continue;
    const dot = name.indexOf('.');
    if (dot < 0) doc.set(name, value);
    else {
      const outer = name.slice(0, dot);
      doc.set(outer, { ...(doc.get(outer) as Fields | undefined), [name.slice(dot + 1)]: value });
    }
  }
  return Object.fromEntries(doc);
}

/** Whether two values of a field are the same. */
export const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

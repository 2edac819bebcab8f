import fc from 'fast-check';

/** Names that every object answers to, and names that mean something to readers. */
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '_id', '_rev', 'type', 'edits', 'history', ''];

/** Values that no reader expects where they stand. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -0, -1, 1.5, 1e-9, 1e9, 2 ** 53 - 1, 1e308, '', 'x', '0', [], {}, [[]]),
  fc.constantFrom('0001-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z', '2026-02-30'),
  fc.constantFrom(
    'product:__proto__',
    'product:constructor',
    'shop',
    'Mars/Olympus',
    '\u0000\u202e',
    'x'.repeat(100_000),
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(...NAMES).map((name) => JSON.parse(`{${JSON.stringify(name)}:[1,"x"]}`) as unknown),
);

/** One change of a document that comes through JSON: somewhere in it, something else stands, or is gone. */
export type Mutation = (doc: unknown) => unknown;

/** A change at a random place of whatever document it is given. */
export const mutations = (): fc.Arbitrary<Mutation> =>
  fc
    .record({
      path: fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 }),
      what: fc.constantFrom('replace', 'remove', 'add'),
      name: fc.constantFrom(...NAMES),
      value,
    })
    .map((change) => (doc) => changed(doc, change.path, change));

interface Change {
  readonly what: string;
  readonly name: string;
  readonly value: unknown;
}

function changed(doc: unknown, [step = 0, ...rest]: readonly number[], change: Change): unknown {
  if (typeof doc !== 'object' || doc === null) return change.value;
  const entries: [string, unknown][] = Object.entries(doc);
  if (change.what === 'add' && rest.length === 0) entries.push([change.name, change.value]);
  else if (entries.length > 0) {
    const at = step % entries.length;
    const [name = '', inner] = entries[at] ?? [];
    if (rest.length > 0 && typeof inner === 'object' && inner !== null)
      entries[at] = [name, changed(inner, rest, change)];
    else if (change.what === 'remove') entries.splice(at, 1);
    else entries[at] = [name, change.value];
  }
  // Entries rather than assignments: a name may be `__proto__`.
  return Array.isArray(doc) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

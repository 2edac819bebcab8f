import { aSale, aSupplier } from '@digiboost/domain/documents/testing/examples';
import fc from 'fast-check';

/** A request to a shop's database as it goes over the wire, below the database's name. */
export interface RandomRequest {
  readonly method: string;
  /** With its query; nothing in it is encoded any further. */
  readonly target: string;
  readonly body?: string;
}

interface Template {
  readonly method: string;
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const REV = `1-${'a'.repeat(32)}`;
const range = { startkey: 'sale:', endkey: 'sale;', inclusive_end: false, include_docs: true, conflicts: true };
const view = (ddoc: string, name: string, queries: unknown): Template => ({
  method: 'POST',
  path: ['_design', ddoc, '_view', name, 'queries'],
  query: {},
  body: { queries },
});

/** What phones ask, one of each kind: what is near to it passes further than what is far. */
const ASKED: readonly Template[] = [
  { method: 'GET', path: ['_changes'], query: { since: '0', limit: '100', include_docs: 'true', style: 'all_docs' } },
  { method: 'GET', path: ['_changes'], query: { since: 'now', limit: '5', feed: 'longpoll', timeout: '0' } },
  { method: 'POST', path: ['_revs_diff'], query: {}, body: { 'product:riz': [REV] } },
  { method: 'POST', path: ['_bulk_docs'], query: {}, body: { docs: [aSupplier()] } },
  { method: 'POST', path: ['_bulk_docs'], query: {}, body: { new_edits: false, docs: [{ ...aSale(), _rev: REV }] } },
  {
    method: 'POST',
    path: ['_bulk_docs'],
    query: {},
    body: {
      new_edits: false,
      docs: [
        {
          ...aSupplier(),
          _rev: `2-${'b'.repeat(32)}`,
          _revisions: { start: 2, ids: ['b'.repeat(32), 'a'.repeat(32)] },
        },
      ],
    },
  },
  { method: 'POST', path: ['_bulk_get'], query: { revs: 'true' }, body: { docs: [{ id: 'shop', rev: REV }] } },
  { method: 'POST', path: ['_all_docs'], query: { include_docs: 'true' }, body: { keys: ['shop', 'product:riz'] } },
  {
    method: 'POST',
    path: ['_all_docs', 'queries'],
    query: {},
    body: { queries: [{ ...range, update_seq: true, limit: 50 }] },
  },
  view('stock', 'stock_by_product', [{ group_level: 1 }]),
  view('stock', 'stock_by_product', [{ startkey: ['product:riz', 0], endkey: ['product:riz', {}] }]),
  view('stock', 'last_count_by_product', [{ group: true }]),
  view('stock', 'counts_by_product_and_time', [{ keys: [['product:riz', 1]] }]),
  view('sales', 'activity_by_day_and_product', [
    { startkey: ['2026-01-01'], endkey: ['2026-02-01', {}], group: true },
    { endkey: ['2026-01-01'], inclusive_end: false },
  ]),
  view('sales', 'tickets_by_day_and_settlement', [{ group: true }]),
  { method: 'GET', path: [], query: {} },
  { method: 'GET', path: ['shop'], query: {} },
  { method: 'GET', path: ['_local', 'QUJDREVGR0hJSktMTU5PUA=='], query: {} },
  {
    method: 'PUT',
    path: ['_local', 'QUJDREVGR0hJSktMTU5PUA=='],
    query: {},
    body: { last_seq: '12-abc', session_id: 's1', replicator: 'pouchdb', version: 1, history: [] },
  },
];

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'COPY'];
const SEGMENTS = [
  ...[
    '_find',
    '_index',
    '_security',
    '_design',
    '_design/stock',
    '_local',
    '_local_docs',
    '_view',
    '_all_docs',
    '_changes',
  ],
  ...[
    '_bulk_docs',
    '_purge',
    '_compact',
    '_revs_limit',
    '_repair',
    '_set_view',
    '_show',
    '_update',
    '_list',
    '_rewrite',
  ],
  ...[
    '..',
    '.',
    '',
    '%2e%2e',
    '%2f',
    '..%2f_all_docs',
    '%00',
    '%',
    '%zz',
    '%C3%28',
    '_all_dbs',
    '_node',
    '_utils',
    'shop',
  ],
  ...['a'.repeat(2_000), '__proto__', 'constructor', 'product:%F0%9F%8D%9A', 'x%0d%0aSet-Cookie:%20a=b', '*', ';', '@'],
];
const PARAMETERS = [
  'limit',
  'since',
  'feed',
  'filter',
  'view',
  'descending',
  'include_docs',
  'attachments',
  'heartbeat',
];
const MORE_PARAMETERS = [
  'timeout',
  'style',
  'conflicts',
  'rev',
  'open_revs',
  'new_edits',
  'keys',
  'group',
  'reduce',
  'q',
];

const nested = (levels: number): unknown => JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`);
const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -0, 1, -1, 1.5, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 63), 1e308, 1e-320],
  ...['', ' ', 'NaN', 'Infinity', '1.5', '-1', '1e3', '0x10', '9'.repeat(400), '\u0000', '\uffff', '\ud800', '￿￿'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    '_id',
    '_design/stock',
    '_local/x',
    'shop',
    '../../control',
    'now',
    'true',
  ],
  ...['longpoll', 'continuous', 'eventsource', '_selector', '_doc_ids', REV, `${2 ** 53 - 1}-${'a'.repeat(32)}`, '1-a'],
  ...[[], {}, [[]], nested(14), nested(2_000), { __proto__: null, limit: 1 }, new Array(3_000).fill('x')],
  { $or: [{ a: { $regex: '(a+)+$' } }] },
  'x'.repeat(70_000),
];

const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...VALUES) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);
const asText = (raw: unknown): string => (typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? ''));
/** Half a pair of surrogates has no encoding. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '%')).slice(0, 6_000);

/** What is done to a value: another one in the place that `way` leads to, one more of it, or none. */
const change = fc.record({
  way: fc.array(fc.nat(12), { maxLength: 6 }),
  what: fc.constantFrom('replace', 'replace', 'replace', 'add', 'remove', 'repeat'),
  name: fc.constantFrom('limit', '_id', '_rev', '_deleted', '_revisions', '_attachments', '__proto__', 'keys', 'x'),
  value,
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(root: unknown, { way, what, name, value: other }: Change): unknown {
  if (typeof root !== 'object' || root === null || way.length === 0) return other;
  const keys = Object.keys(root);
  const [step = 0, ...rest] = way;
  const key = keys[step % Math.max(keys.length, 1)];
  const copy: Record<string, unknown> | unknown[] = Array.isArray(root) ? [...root] : { ...root };
  const fields = copy as Record<string, unknown>;
  if (key !== undefined && rest.length > 0) fields[key] = changed(fields[key], { way: rest, what, name, value: other });
  else if (what === 'add' || key === undefined) {
    Object.defineProperty(fields, Array.isArray(copy) ? copy.length : name, { value: other, enumerable: true });
  } else if (what === 'remove') delete fields[key];
  else if (what === 'repeat' && Array.isArray(copy)) for (let n = 0; n < 600; n += 1) copy.push(copy[0]);
  else fields[key] = other;
  return copy;
}

const parameter = fc.tuple(fc.constantFrom(...PARAMETERS, ...MORE_PARAMETERS), value);
const targetOf = (path: readonly string[], query: readonly (readonly [string, string])[]): string =>
  `${path.map((segment) => `/${segment}`).join('')}${query.length > 0 ? '?' : ''}${query.map(([name, text]) => `${name}=${text}`).join('&')}`;

const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 12, arbitrary: fc.constant(null) }, arbitrary);

/** Something that phones ask, a little or much of it changed. */
const near = fc
  .record({
    template: fc.constantFrom(...ASKED),
    method: seldom(fc.constantFrom(...METHODS)),
    segment: seldom(fc.tuple(fc.nat(5), fc.constantFrom(...SEGMENTS))),
    parameters: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      fc.array(parameter, { minLength: 1, maxLength: 2 }),
    ),
    changes: fc.oneof(fc.constant<Change[]>([]), fc.array(change, { minLength: 1, maxLength: 2 })),
    text: seldom(fc.constantFrom('', '{', 'null', '[]', '"x"', '{"docs":', '\u0000', '{"docs":[],"docs":[{}]}')),
  })
  .map(({ template, method, segment, parameters, changes, text }): RandomRequest => {
    const path = [...template.path];
    if (segment) path.splice(Math.min(segment[0], path.length), segment[0] % 2, segment[1]);
    const query = new Map(Object.entries(template.query).map(([name, raw]) => [name, encoded(raw)]));
    for (const [name, raw] of parameters) query.set(name, encoded(asText(raw)));
    const body =
      text ?? (template.body === undefined ? undefined : JSON.stringify(changes.reduce(changed, template.body)));
    return {
      method: method ?? template.method,
      target: targetOf(path, [...query]),
      ...(body === undefined ? {} : { body }),
    };
  });

/** Something that nobody asks. */
const far = fc
  .record({
    method: fc.constantFrom(...METHODS),
    path: fc.array(fc.constantFrom(...SEGMENTS), { maxLength: 4 }),
    query: fc.array(parameter, { maxLength: 4 }),
    body: fc.option(value),
  })
  .map(
    ({ method, path, query, body }): RandomRequest => ({
      method,
      target: targetOf(
        path,
        query.map(([name, raw]) => [name, encoded(asText(raw))] as const),
      ),
      ...(body === null ? {} : { body: JSON.stringify(body) ?? '' }),
    }),
  );

/** So many requests, the same ones for the same seed. */
export function randomRequests(seed: number, count: number): RandomRequest[] {
  return fc.sample(fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: far }), { seed, numRuns: count });
}

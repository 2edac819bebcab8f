import { aProduct, aSale } from '@digiboost/domain/documents/testing/examples';
import { describe, expect, test } from 'vitest';
import { admit, admitBody } from './admit.ts';
import { PAGE } from './pages.ts';

const hex = (digit: string) => digit.repeat(32);
const REV = `1-${hex('a')}`;

/** What becomes of a request: what is passed on, or the status and reason of its refusal. */
function passed(method: string, target: string, body?: unknown, person = 'u-awa'): string {
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const admitted = admit(method, path, query, person);
  if (!admitted.ok) return `${admitted.error.status} ${admitted.error.reason}`;
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const read = admitBody(admitted.value, new TextEncoder().encode(text));
  if (!read.ok) return `${read.error.status} ${read.error.reason}`;
  return `${admitted.value.path}?${admitted.value.query}`;
}

const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
const range = { startkey: 'sale:', endkey: 'sale;', inclusive_end: false, include_docs: true, conflicts: true };
const rangeOf = (limit: number) => ({ ...range, update_seq: true, limit });

describe('what phones ask', () => {
  test.each<[string, string, unknown?]>([
    ['GET', '/_changes?since=12-g1AAAAB_x-y&limit=1000&include_docs=true&style=all_docs'],
    ['GET', '/_changes?since=0&limit=1000&include_docs=true&style=all_docs&feed=longpoll&heartbeat=27000'],
    ['POST', '/_revs_diff', { 'product:riz': [REV] }],
    ['POST', '/_bulk_docs', { new_edits: false, docs: [{ ...aSale(), _rev: REV }] }],
    [
      'POST',
      '/_bulk_docs',
      {
        new_edits: false,
        docs: [{ ...aProduct(), _rev: `2-${hex('b')}`, _revisions: { start: 2, ids: [hex('b'), hex('a')] } }],
      },
    ],
    ['POST', '/_bulk_get?revs=true', { docs: [{ id: 'product:riz', rev: REV }] }],
    ['POST', '/_all_docs', { keys: ['sale:2026-03-02T09:15:00.001Z:d1-1'] }],
    ['POST', '/_all_docs?include_docs=true', { keys: ['void:sale:2026-03-02T09:15:00.001Z:d1-1'] }],
    ['POST', '/_all_docs/queries', { queries: [rangeOf(2_000), { ...rangeOf(2_000), startkey: 'shop\u0000' }] }],
    [
      'POST',
      '/_all_docs/queries',
      { queries: [{ startkey: 'sale:2025-01-01', endkey: 'sale:2025-02-01', inclusive_end: false, limit: 2_000 }] },
    ],
    ['POST', '/_design/stock/_view/stock_by_product/queries', { queries: [{ group_level: 1 }] }],
    ['POST', '/_design/lots/_view/received_by_product_and_expiry/queries', { queries: [{ group: true }] }],
    [
      'POST',
      '/_design/sales/_view/activity_by_day_and_product/queries',
      {
        queries: [
          { startkey: ['2026-01-01'], endkey: ['2026-03-01', {}], group: true },
          { endkey: ['2026-01-01'], inclusive_end: false },
        ],
      },
    ],
    [
      'POST',
      '/_design/money/_view/amounts_by_account_and_time/queries',
      {
        queries: [
          { group_level: 1 },
          { startkey: ['till:CASH:d1', 0, 0], endkey: ['till:CASH:d1', 0, {}] },
          {
            reduce: false,
            descending: true,
            startkey: ['customer:awa', 1, {}],
            endkey: ['customer:awa', 1],
            limit: 40,
          },
        ],
      },
    ],
    [
      'POST',
      '/_design/money/_view/closings_by_method_and_time/queries',
      { queries: [{ descending: true, startkey: ['CASH', {}], endkey: ['CASH'], limit: 8 }] },
    ],
    ['GET', ''],
    ['GET', '/shop'],
  ])('%s %s passes', (method, target, body) => {
    expect(passed(method, target, body)).toBe(target.includes('?') ? target : `${target}?`);
  });

  test('reaches no checkpoint but one of 256 of its own', () => {
    const name = (n: number) => encodeURIComponent(Buffer.from(String(n).padStart(16)).toString('base64'));
    const own = times(2_000, (n) => passed('GET', `/_local/${name(n)}`));
    expect(new Set(own).size).toBeGreaterThan(200);
    expect(new Set(own).size).toBeLessThanOrEqual(256);
    expect(own.every((path) => /^\/_local\/door\.[\w-]{22}\.[0-9a-f]{2}\?$/.test(path))).toBe(true);
    const others = times(2_000, (n) => passed('GET', `/_local/${name(n)}`, undefined, 'u-modou'));
    expect(others.filter((path) => own.includes(path))).toEqual([]);
    const [mine = ''] = own;
    const again = mine.slice(0, -1);
    expect(passed('GET', again)).toBe(mine);
    expect(passed('GET', again, undefined, 'u-modou')).not.toBe(mine);
  });
});

describe('what no phone asks', () => {
  test.each<[string, string, string, unknown?]>([
    ['403', 'GET', '/_all_docs?include_docs=true'],
    ['403', 'POST', '/_find', { selector: {} }],
    ['403', 'POST', '/_find/..%2f_all_docs', { keys: ['shop'] }],
    ['403', 'POST', '/_find/%2e%2e/_all_docs', { keys: ['shop'] }],
    ['403', 'POST', '/../shop_other/_all_docs', { keys: ['shop'] }],
    ['403', 'POST', '/%5Fall_docs', { keys: ['shop'] }],
    ['403', 'GET', '//_changes?limit=5'],
    ['403', 'GET', '/_security'],
    ['403', 'PUT', '/_security', {}],
    ['403', 'PUT', '/product%3Ariz', aProduct()],
    ['403', 'DELETE', ''],
    ['403', 'GET', '/product%3Ariz/picture.png'],
    ['403', 'GET', '/%00'],
    ['403', 'GET', '/%zz'],
    ['403', 'GET', `/${'x'.repeat(301)}`],
    ['403', 'GET', '/_local/anything'],
    ['403', 'PUT', '/_local/anything', {}],
    ['403', 'GET', '/_local_docs'],
    ['403', 'GET', '/_design/stock'],
    ['403', 'GET', '/_design/stock/_view/stock_by_product?reduce=false'],
    ['403', 'POST', '/_design/alerts/_view/events_by_time/queries', { queries: [{}] }],
    ['400', 'GET', '/_changes'],
    ['400', 'GET', '/_changes?limit=1.5'],
    ['400', 'GET', '/_changes?limit=1001'],
    ['400', 'GET', '/_changes?limit=0'],
    ['400', 'GET', '/_changes?limit=5&limit=1.5'],
    ['400', 'GET', '/_changes?limit=5&feed=continuous'],
    ['400', 'GET', '/_changes?limit=5&feed=eventsource'],
    ['400', 'GET', '/_changes?limit=5&filter=_selector'],
    ['400', 'GET', '/_changes?limit=5&filter=_view&view=stock/stock_by_product'],
    ['400', 'GET', '/_changes?limit=5&attachments=true'],
    ['400', 'GET', '/_changes?limit=5&heartbeat=1'],
    ['400', 'GET', '/_changes?limit=5&descending=true'],
    ['400', 'GET', `/_changes?limit=5&since=${'9'.repeat(400)}`],
    ['400', 'GET', `/_changes?limit=5&since=1-${'x'.repeat(4_001)}`],
    ['400', 'GET', '/shop?rev=1-a'],
    ['400', 'POST', '/_all_docs', { keys: times(PAGE.ids + 1, (n) => `product:${n}`) }],
    ['400', 'POST', '/_all_docs', { keys: ['product:riz', 'product:riz'] }],
    ['400', 'POST', '/_all_docs', { keys: [{ toString: 1 }] }],
    ['400', 'POST', '/_all_docs', { keys: ['shop'], limit: 5 }],
    ['400', 'POST', '/_all_docs/queries', { queries: [range] }],
    ['400', 'POST', '/_all_docs/queries', { queries: [rangeOf(PAGE.rows), rangeOf(1)] }],
    ['400', 'POST', '/_all_docs/queries', { queries: times(PAGE.ranges + 1, () => rangeOf(1)) }],
    ['413', 'POST', '/_bulk_get', { docs: times(10_000, () => ({ id: 'sale:large', rev: REV })) }],
    ['400', 'POST', '/_bulk_get', { docs: times(2, () => ({ id: 'sale:large', rev: REV })) }],
    ['400', 'POST', '/_bulk_get', { docs: [{ id: 'sale:large' }] }],
    ['400', 'POST', '/_bulk_get?attachments=true', { docs: [] }],
    ['400', 'POST', '/_revs_diff', Object.fromEntries(times(PAGE.ids + 1, (n) => [`p:${n}`, [REV]]))],
    ['400', 'POST', '/_revs_diff', Object.fromEntries(times(10, (n) => [`p:${n}`, times(999, () => REV)]))],
    ['400', 'POST', '/_revs_diff', { 'product:riz': ['1-a'] }],
    ['400', 'POST', '/_bulk_docs', { docs: times(PAGE.documents + 1, (n) => ({ _id: `p:${n}` })) }],
    ['400', 'POST', '/_bulk_docs', { docs: times(21, () => ({ _id: 'product:x' })) }],
    ['400', 'POST', '/_bulk_docs', { docs: [{ _id: '_local/x' }] }],
    ['400', 'POST', '/_bulk_docs', { docs: [{ _id: '_design/x', views: {} }] }],
    ['400', 'POST', '/_bulk_docs', { docs: [{}] }],
    ['400', 'POST', '/_bulk_docs', { docs: [{ _id: 'p:1', _attachments: {} }] }],
    ['400', 'POST', '/_bulk_docs', { docs: [], all_or_nothing: true }],
    ['400', 'POST', '/_bulk_docs', { new_edits: false, docs: [{ _id: 'p:1' }] }],
    ['400', 'POST', '/_bulk_docs', { docs: [{ _id: 'p:1', _rev: `${2 ** 53 - 1}-${hex('a')}` }] }],
    ['400', 'POST', '/_bulk_docs', { docs: [{ _id: 'p:1', _rev: '1-abc' }] }],
    [
      '400',
      'POST',
      '/_bulk_docs',
      { docs: [{ _id: 'p:1', _rev: `5-${hex('a')}`, _revisions: { start: 2 ** 53 - 1, ids: [hex('a')] } }] },
    ],
    [
      '400',
      'POST',
      '/_bulk_docs',
      {
        docs: times(10, (n) => ({
          _id: `p:${n}`,
          _rev: `16000-${hex('a')}`,
          _revisions: { start: 16_000, ids: times(16_000, () => hex('a')) },
        })).slice(0, 1),
      },
    ],
    [
      '400',
      'POST',
      '/_design/stock/_view/stock_by_product/queries',
      { queries: [{ reduce: false, include_docs: true }] },
    ],
    ['400', 'POST', '/_design/stock/_view/stock_by_product/queries', { queries: [{}] }],
    ['400', 'POST', '/_design/money/_view/amounts_by_account_and_time/queries', { queries: [{ reduce: false }] }],
    [
      '400',
      'POST',
      '/_design/stock/_view/stock_by_product/queries',
      { queries: times(501, () => ({ group_level: 1 })) },
    ],
    [
      '400',
      'POST',
      '/_design/sales/_view/activity_by_day_and_product/queries',
      { queries: [{ startkey: ['2000-01-01'], endkey: ['2030-01-01', {}], group: true }] },
    ],
    ['413', 'POST', '/_bulk_docs', `{"docs":[{"_id":"p:1","a":${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`],
    ['413', 'POST', '/_bulk_docs', `{"docs":[${'{"_id":"product:x"},'.repeat(100_000)}{}]}`],
    ['413', 'POST', '/_bulk_docs', `{"docs":[{"_id":"p:1","a":"${'x'.repeat(2_100_000)}"}]}`],
    ['413', 'POST', '/_all_docs', `{"keys":["${'x'.repeat(600_000)}"]}`],
    ['400', 'POST', '/_bulk_docs', 'no json'],
    ['400', 'POST', '/_bulk_docs', ''],
    ['400', 'GET', '/shop', '{}'],
  ])('%s: %s %s', (status, method, target, body) => {
    expect(passed(method, target, body).slice(0, 3)).toBe(status);
  });

  test('is left out of what is passed on', () => {
    const admitted = admit('POST', '/_revs_diff', '', 'u-awa');
    const body = new TextEncoder().encode('{"__proto__":["1-a"]}');
    const read = admitted.ok && admitBody(admitted.value, body);
    expect(read).toEqual({ ok: true, value: {} });
  });

  test('has no checkpoint of another shape or size', () => {
    const path = `/_local/${encodeURIComponent(`${'A'.repeat(22)}==`)}`;
    const checkpoint = { session_id: 'x', history: [], replicator: 'pouchdb', version: 1, last_seq: 5 };
    expect(passed('PUT', path, checkpoint)).toMatch(/^\/_local/);
    for (const wrong of [
      { ...checkpoint, more: 1 },
      { ...checkpoint, last_seq: 'x'.repeat(9_000) },
      { ...checkpoint, last_seq: { deep: [[]] } },
      { ...checkpoint, history: times(6, () => ({ last_seq: 1, session_id: 'x' })) },
      { ...checkpoint, session_id: 'x'.repeat(65) },
    ]) {
      expect(passed('PUT', path, wrong).slice(0, 3)).toBe('400');
    }
  });
});

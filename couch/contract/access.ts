import { aProduct, aSale } from '@digiboost/domain/documents/testing/examples';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Shop, unique, type Workbench } from './workbench.ts';

type Attempt = readonly [method: string, path: string, body?: unknown];

const REFUSED = [400, 401, 403, 404, 405];

/** Everything that could be asked of a database, on one that is not the caller's. */
function attempts(database: string, id: string, rev: string): Attempt[] {
  const doc = { _id: unique('sale:'), type: 'sale' };
  const docs = { docs: [{ id }] };
  return [
    ['GET', `/${database}`],
    ['HEAD', `/${database}`],
    ['POST', `/${database}`, doc],
    ['GET', `/${database}/${id}`],
    ['GET', `/${database}/${id}?rev=${rev}`],
    ['GET', `/${database}/${id}?open_revs=all`],
    ['PUT', `/${database}/${id}`, { ...doc, _id: id, _rev: rev }],
    ['DELETE', `/${database}/${id}?rev=${rev}`],
    ['GET', `/${database}/_changes?include_docs=true`],
    ['POST', `/${database}/_changes?filter=_doc_ids&include_docs=true`, { doc_ids: [id] }],
    ['GET', `/${database}/_changes?feed=longpoll&include_docs=true`],
    ['GET', `/${database}/_changes?feed=longpoll&since=now&timeout=60000`],
    ['GET', `/${database}/_changes?feed=continuous&include_docs=true`],
    ['GET', `/${database}/_changes?filter=_selector`],
    ['GET', `/${database}/_all_docs?include_docs=true`],
    ['POST', `/${database}/_all_docs?include_docs=true`, { keys: [id] }],
    ['POST', `/${database}/_all_docs/queries`, { queries: [{ include_docs: true }] }],
    ['POST', `/${database}/_bulk_get`, docs],
    ['POST', `/${database}/_bulk_docs`, { docs: [doc] }],
    ['POST', `/${database}/_bulk_docs`, { new_edits: false, docs: [{ ...doc, _rev: '1-a' }] }],
    ['POST', `/${database}/_find`, { selector: {} }],
    ['GET', `/${database}/_index`],
    ['POST', `/${database}/_index`, { index: { fields: ['type'] } }],
    ['POST', `/${database}/_revs_diff`, { [id]: [rev] }],
    ['GET', `/${database}/_local/checkpoint`],
    ['PUT', `/${database}/_local/checkpoint`, { last_seq: 1 }],
    ['GET', `/${database}/_design/stock`],
    ['PUT', `/${database}/_design/mine`, { views: {} }],
    ['GET', `/${database}/_design/stock/_view/stock_by_product?reduce=false`],
    ['POST', `/${database}/_design/stock/_view/stock_by_product/queries`, { queries: [{}] }],
    ['GET', `/${database}/_security`],
    ['POST', `/${database}/_compact`, {}],
    ['POST', `/${database}/_ensure_full_commit`, {}],
    ['DELETE', `/${database}`],
  ];
}

const SERVER: Attempt[] = [
  ['GET', '/_all_dbs'],
  ['GET', '/_dbs_info'],
  ['POST', '/_dbs_info', { keys: [] }],
  ['GET', '/_db_updates?feed=longpoll'],
  ['GET', '/_users'],
  ['GET', '/_users/_all_docs'],
  ['GET', '/_users/_changes'],
  ['PUT', '/_users/org.couchdb.user:awa', { type: 'user', name: 'awa', roles: [], password: 'x' }],
  ['GET', '/_node/_local/_config'],
  ['GET', '/_node/_local/_config/jwt_keys'],
  ['PUT', '/_node/_local/_config/jwt_keys/ec:mine', 'key'],
  ['DELETE', '/_node/_local/_config/jwt_keys/ec:mine'],
  ['PUT', `/${unique('stolen_')}`],
];

/** Who may touch what: a shop's people their own shop, and nothing else. */
export function describeAccess(bench: () => Workbench): void {
  describe('access', () => {
    const secret = unique('secret');
    let mine: Shop;
    let theirs: Shop;
    let callers: Record<string, string | null>;
    let control = '';
    const product = aProduct({ name: secret });
    let rev = '';
    let total = 0;

    beforeAll(async () => {
      mine = await bench().shop();
      theirs = await bench().shop();
      control = await bench().database();
      const roles = [`${theirs.tenant}:admin`];
      const { foreign, unsigned } = await bench().forged(roles);
      callers = {
        'an admin of another shop': mine.admin,
        'a user of another shop': mine.user,
        'a role that is none of the shop': await bench().token({ roles: [`${theirs.tenant}:owner`] }),
        'a name like the tenant': await bench().token({ name: theirs.tenant, roles: [theirs.tenant] }),
        nobody: null,
        'an expired token': await bench().token({ roles, expiresIn: -1 }),
        'a foreign signature': foreign,
        'alg none': unsigned,
      };
      const written = await bench().ask('POST', `/${theirs.database}/_bulk_docs`, { body: { docs: [product] } });
      expect(written.status).toBe(201);
      rev = String((await bench().ask('GET', `/${theirs.database}/${product._id}`)).body._rev);
      total = Number((await bench().ask('GET', `/${theirs.database}/_all_docs`)).body.total_rows);
      await bench().ask('PUT', '/_users');
      await bench().ask('PUT', `/${control}/user:awa`, { body: { secret } });
    });

    async function refused([method, path, body]: Attempt, auth: string | null): Promise<void> {
      const answer = await bench().ask(method, path, { auth, ...(body === undefined ? {} : { body }) });
      expect(REFUSED, `${method} ${path}: ${answer.text}`).toContain(answer.status);
      expect(answer.text).not.toContain(secret);
    }

    const unchanged = async () => {
      const { body } = await bench().ask('GET', `/${theirs.database}/_all_docs`);
      expect(body.total_rows).toBe(total);
      expect((await bench().ask('GET', `/${theirs.database}/_local/checkpoint`)).status).toBe(404);
      expect((await bench().ask('GET', '/_up', { auth: null })).status).toBe(200);
    };

    test.each([
      'an admin of another shop',
      'a user of another shop',
      'a role that is none of the shop',
      'a name like the tenant',
      'nobody',
      'an expired token',
      'a foreign signature',
      'alg none',
    ])('%s gets nothing of a shop', async (caller) => {
      const auth = callers[caller] ?? null;
      for (const attempt of attempts(theirs.database, product._id, rev)) await refused(attempt, auth);
      for (const attempt of attempts(control, 'user:awa', '1-a')) await refused(attempt, auth);
      await unchanged();
    });

    test('the people of a shop get nothing of the server', async () => {
      for (const auth of [mine.admin, mine.user, mine.viewer, null]) {
        for (const attempt of SERVER) await refused(attempt, auth);
      }
      await unchanged();
    });

    test('the people of a shop do not rule it', async () => {
      const security = { members: { roles: [] }, admins: { roles: [`${mine.tenant}:admin`] } };
      for (const auth of [mine.admin, mine.user, mine.viewer]) {
        const answer = await bench().ask('PUT', `/${mine.database}/_security`, { auth, body: security });
        expect(answer.status).toBeGreaterThanOrEqual(400);
        await refused(['PUT', `/${mine.database}/_design/mine`, { views: {} }], auth);
        await refused(['DELETE', `/${mine.database}`], auth);
        await refused(['POST', `/${mine.database}/_compact`, {}], auth);
        const bulk = await bench().ask('POST', `/${mine.database}/_bulk_docs`, {
          auth,
          body: { docs: [{ _id: '_design/mine', views: {} }] },
        });
        // A CouchDB without the door refuses the document, the door the request.
        expect(bulk.text).toMatch(/forbidden|bad_request/);
        expect(bulk.text).not.toContain('"ok"');
      }
      const { body } = await bench().ask('GET', `/${mine.database}/_security`);
      expect(body.members).toMatchObject({
        roles: [`${mine.tenant}:admin`, `${mine.tenant}:user`, `${mine.tenant}:viewer`],
      });
    });

    test('a viewer reads and writes nothing', async () => {
      const auth = mine.viewer;
      const read = { auth, body: { keys: ['shop'] } };
      expect((await bench().ask('POST', `/${mine.database}/_all_docs`, read)).status).toBe(200);
      await refused(['PUT', `/${mine.database}/${aSale()._id}`, aSale()], auth);
      const bulk = await bench().ask('POST', `/${mine.database}/_bulk_docs`, { auth, body: { docs: [aSale()] } });
      expect(bulk.body).toMatchObject([{ id: aSale()._id, error: 'forbidden' }]);
      const brought = { new_edits: false, docs: [{ ...aSale(), _rev: `1-${'a'.repeat(32)}` }] };
      const replicated = await bench().ask('POST', `/${mine.database}/_bulk_docs`, { auth, body: brought });
      expect(replicated.body).toMatchObject([{ id: aSale()._id, error: 'forbidden' }]);
      expect((await bench().ask('GET', `/${mine.database}/${aSale()._id}`)).status).toBe(404);
    });

    test('a path cannot be bent into another database', async () => {
      const [a, b] = [mine.database, theirs.database];
      const targets = [
        `/${a}/../${b}/_all_docs?include_docs=true`,
        `/${a}/%2e%2e/${b}/_all_docs?include_docs=true`,
        `/${a}/..%2f${b}/_all_docs?include_docs=true`,
        `/${a}%2f..%2f${b}/_all_docs?include_docs=true`,
        `/${a}/_design/../../${b}/_all_docs?include_docs=true`,
        `/${a}/_local/..%2f..%2f${b}/${product._id}`,
        `/${a}/_local/..%2f${product._id}`,
        `/${b}%2f_all_docs?include_docs=true`,
        `//${b}/_all_docs?include_docs=true`,
        `/${b}//_all_docs?include_docs=true`,
        `/./${b}/_all_docs?include_docs=true`,
        `/%2e/${b}/_all_docs?include_docs=true`,
        `/${b.toUpperCase()}/_all_docs`,
        `/${b}%00/_all_docs`,
        `/..%2f..%2f..%2fetc%2fpasswd`,
        `/${a}/..\\${b}\\_all_docs`,
        `/%zz/${b}`,
      ];
      for (const target of targets) {
        const { status, text } = await bench().raw(target, mine.admin);
        expect(status, target).toBeGreaterThanOrEqual(400);
        expect(text, target).not.toContain(secret);
      }
      await unchanged();
    });

    test('a query cannot change whose database it is', async () => {
      const path = `/${mine.database}/_changes?limit=100&include_docs=true&db=${theirs.database}`;
      const answer = await bench().ask('GET', path, { auth: mine.admin });
      expect([200, 400]).toContain(answer.status);
      expect(answer.text).not.toContain(secret);
    });
  });
}

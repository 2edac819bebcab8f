import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { unique, type Workbench } from './workbench.ts';

/** Documents, their revisions and their conflicts. */
export function describeDocuments(bench: () => Workbench): void {
  describe('documents', () => {
    let database = '';
    beforeAll(async () => {
      database = await bench().database();
    });
    const ask = (method: string, path: string, body?: unknown) =>
      bench().ask(method, `/${database}${path}`, body === undefined ? {} : { body });
    const put = async (id: string, body: object) => String((await ask('PUT', `/${id}`, body)).body.rev);

    /** A document with three leaves, as three phones would leave it. */
    async function aConflict(): Promise<string> {
      const id = unique('c');
      const leaf = (name: string) => ({
        _id: id,
        _rev: `2-${name}`,
        _revisions: { start: 2, ids: [name, 'root'] },
        name,
      });
      const answer = await ask('POST', '/_bulk_docs', { new_edits: false, docs: ['b', 'd', 'c'].map(leaf) });
      expect(answer.body).toEqual([]);
      return id;
    }

    test('databases are made once, listed and removed', async () => {
      const name = unique('contract_');
      expect((await bench().ask('PUT', `/${name}`)).status).toBe(201);
      expect((await bench().ask('PUT', `/${name}`)).body.error).toBe('file_exists');
      expect((await bench().ask('GET', '/_all_dbs')).body).toContain(name);
      await bench().ask('PUT', `/${name}/x`, { body: {} });
      expect((await bench().ask('DELETE', `/${name}`)).status).toBe(200);
      expect((await bench().ask('GET', `/${name}`)).body).toEqual({
        error: 'not_found',
        reason: 'Database does not exist.',
      });
      expect((await bench().ask('PUT', `/${name}`)).status).toBe(201);
      expect((await bench().ask('GET', `/${name}`)).body.doc_count).toBe(0);
      await bench().ask('DELETE', `/${name}`);
    });

    test.each(['Shop', '_shop', '1shop', 'shop.one'])('a database cannot be called %s', async (name) => {
      expect((await bench().ask('PUT', `/${name}`)).body.error).toBe('illegal_database_name');
    });

    test('a document larger than any of ours is refused with all that came beside it', async () => {
      const [small, large] = [unique('d'), unique('d')];
      const docs = [{ _id: small }, { _id: large, text: 'é'.repeat(499_000) }];
      expect((await ask('POST', '/_bulk_docs', { docs })).status).toBe(201);
      const [other, larger] = [unique('d'), unique('d')];
      const tooLarge = [{ _id: other }, { _id: larger, text: 'é'.repeat(501_000) }];
      const replicated = tooLarge.map((doc) => ({ ...doc, _rev: '1-a' }));
      for (const body of [{ docs: tooLarge }, { docs: replicated, new_edits: false }]) {
        const refused = await ask('POST', '/_bulk_docs', body);
        expect([refused.status, refused.body]).toEqual([413, { error: 'document_too_large', reason: larger }]);
      }
      expect((await ask('PUT', `/${larger}`, { text: 'é'.repeat(501_000) })).status).toBe(413);
      expect((await ask('GET', `/${other}`)).status).toBe(404);
      expect((await ask('GET', `/${larger}`)).status).toBe(404);
    });

    test('a document is created, changed, read and deleted', async () => {
      const id = unique('d');
      const created = await ask('PUT', `/${id}`, { name: 'riz' });
      expect(created.status).toBe(201);
      expect(created.body).toEqual({ ok: true, id, rev: expect.stringMatching(/^1-/) });
      const first = String(created.body.rev);
      const second = await put(id, { name: 'riz 25 kg', _rev: first });
      expect((await ask('GET', `/${id}`)).body).toEqual({ _id: id, _rev: second, name: 'riz 25 kg' });
      expect((await ask('HEAD', `/${id}`)).headers.get('etag')).toBe(`"${second}"`);
      expect((await ask('GET', `/${id}?rev=${first}`)).body.name).toBe('riz');
      const ids = [second.slice(2), first.slice(2)];
      expect((await ask('GET', `/${id}?revs=true`)).body._revisions).toEqual({ start: 2, ids });
      const gone = await ask('DELETE', `/${id}?rev=${second}`);
      expect(gone.status).toBe(200);
      expect((await ask('GET', `/${id}`)).body).toEqual({ error: 'not_found', reason: 'deleted' });
      expect((await ask('PUT', `/${id}`, { name: 'again' })).body.rev).toMatch(/^4-/);
    });

    test('a stale revision is a conflict', async () => {
      const id = unique('d');
      const first = await put(id, {});
      await put(id, { _rev: first });
      for (const body of [{}, { _rev: first }, { _rev: '7-abc' }]) {
        const answer = await ask('PUT', `/${id}`, body);
        expect(answer.status).toBe(409);
        expect(answer.body).toEqual({ error: 'conflict', reason: 'Document update conflict.' });
      }
      expect((await ask('DELETE', `/${id}`)).status).toBe(409);
      expect((await ask('DELETE', `/${id}?rev=${first}`)).status).toBe(409);
    });

    test.each<[string, string, unknown, number]>([
      ['an id with an underscore', '/_mine', {}, 400],
      ['a field with an underscore', '/x', { _mine: 1 }, 400],
      ['a revision that is none', '/x', { _rev: 'x' }, 400],
      ['a list', '/x', [], 400],
      ['a text', '/x', 'text', 400],
    ])('%s is refused', async (_name, path, body, status) => {
      expect((await ask('PUT', path, body)).status).toBe(status);
    });

    test('a body that is no JSON, or not what it says, is refused', async () => {
      const send = (bytes: Buffer, headers: Record<string, string>) =>
        bench().ask('PUT', `/${database}/${unique('g')}`, { body: new Uint8Array(bytes), headers });
      expect((await send(Buffer.from('{"a":'), {})).status).toBe(400);
      expect((await send(Buffer.from('plain'), { 'content-encoding': 'gzip' })).status).toBe(400);
      expect((await send(Buffer.from('{}'), { 'content-encoding': 'br' })).status).toBe(415);
      expect((await send(gzipSync('{"a":1}'), { 'content-encoding': 'gzip' })).status).toBe(201);
    });

    test('a document without an id gets one', async () => {
      const { body } = await ask('POST', '', { name: 'x' });
      expect(body.id).toMatch(/^[0-9a-f]{32}$/);
    });

    test('a bulk write answers for each document, in order', async () => {
      const [a, b] = [unique('b'), unique('b')];
      await put(b, {});
      const { status, body } = await ask('POST', '/_bulk_docs', { docs: [{ _id: a }, { _id: b }, { _id: a }, {}] });
      expect(status).toBe(201);
      expect(body).toEqual([
        { ok: true, id: a, rev: expect.any(String) },
        { id: b, error: 'conflict', reason: 'Document update conflict.' },
        { id: a, error: 'conflict', reason: 'Document update conflict.' },
        { ok: true, id: expect.any(String), rev: expect.any(String) },
      ]);
      for (const wrong of [{}, { docs: {} }, { docs: [5] }, { docs: [{ _id: 5 }] }, { docs: [{ _id: '_x' }] }]) {
        expect((await ask('POST', '/_bulk_docs', wrong)).status).toBe(400);
      }
      expect((await ask('POST', '/_bulk_docs', { new_edits: false, docs: [{ _id: a }] })).status).toBe(400);
    });

    test('revisions made elsewhere are kept as they are, once', async () => {
      const id = unique('r');
      const doc = { _id: id, _rev: '3-c', _revisions: { start: 3, ids: ['c', 'b', 'a'] }, n: 1 };
      for (const _ of [1, 2]) {
        expect((await ask('POST', '/_bulk_docs', { new_edits: false, docs: [doc] })).body).toEqual([]);
      }
      expect((await ask('GET', `/${id}?revs=true`)).body).toEqual(doc);
      const { body } = await ask('POST', '/_revs_diff', { [id]: ['3-c', '2-b', '4-z'], none: ['1-a'] });
      expect(body).toEqual({ [id]: { missing: ['4-z'], possible_ancestors: ['3-c'] }, none: { missing: ['1-a'] } });
    });

    test('a conflict keeps every side, and every engine names the same winner', async () => {
      const id = await aConflict();
      const { body } = await ask('GET', `/${id}?conflicts=true`);
      expect(body).toMatchObject({ _rev: '2-d', name: 'd' });
      expect(new Set(body._conflicts as string[])).toEqual(new Set(['2-c', '2-b']));
      const leaves = (await ask('GET', `/${id}?open_revs=all`)).body as unknown as { ok: { name: string } }[];
      expect(leaves.map(({ ok }) => ok.name).sort()).toEqual(['b', 'c', 'd']);
      const named = await ask('GET', `/${id}?open_revs=${encodeURIComponent('["2-b","9-x"]')}&revs=true`);
      expect(named.body).toHaveLength(2);
      expect(named.body).toContainEqual({ missing: '9-x' });
      expect(named.text).toContain('"ids":["b","root"]');
      const listed = await ask('GET', `/_all_docs?key="${id}"&include_docs=true&conflicts=true`);
      expect(listed.text).toContain('"_conflicts"');
    });

    test('a conflict is settled by deleting the losing sides', async () => {
      const id = await aConflict();
      for (const rev of ['2-b', '2-c']) expect((await ask('DELETE', `/${id}?rev=${rev}`)).status).toBe(200);
      const { body } = await ask('GET', `/${id}?conflicts=true`);
      expect(body).toEqual({ _id: id, _rev: '2-d', name: 'd' });
      expect((await ask('DELETE', `/${id}?rev=2-d`)).status).toBe(200);
      expect((await ask('GET', `/${id}`)).body.reason).toBe('deleted');
    });

    test('many documents are read at once, with their revisions', async () => {
      const [id, gone] = [await aConflict(), unique('n')];
      const docs = [{ id, rev: '2-c' }, { id, rev: '5-x' }, { id: gone }];
      const { body } = await ask('POST', '/_bulk_get?revs=true', { docs });
      const results = body.results as { id: string; docs: Record<string, object>[] }[];
      expect(results.map((result) => result.id)).toEqual([id, id, gone]);
      expect(results[0]?.docs).toEqual([
        { ok: { _id: id, _rev: '2-c', name: 'c', _revisions: { start: 2, ids: ['c', 'root'] } } },
      ]);
      expect(results[1]?.docs[0]).toMatchObject({ error: { rev: '5-x', error: 'not_found' } });
      expect(results[2]?.docs[0]).toMatchObject({ error: { error: 'not_found' } });
      const all = await ask('POST', '/_bulk_get', { docs: [{ id }] });
      expect((all.body.results as typeof results).flatMap((result) => result.docs)).toHaveLength(3);
      const latest = await ask('POST', '/_bulk_get?latest=true', { docs: [{ id, rev: '1-root' }] });
      expect((latest.body.results as typeof results).flatMap((result) => result.docs)).toHaveLength(3);
      expect((await ask('POST', '/_bulk_get', {})).status).toBe(400);
    });

    test('local documents are written, read and removed, and stay local', async () => {
      const id = `/_local/${unique('l')}`;
      expect((await ask('GET', id)).status).toBe(404);
      const { body } = await ask('PUT', id, { last_seq: 5 });
      expect(body).toMatchObject({ ok: true, id: id.slice(1), rev: '0-1' });
      expect((await ask('GET', id)).body).toEqual({ _id: id.slice(1), _rev: '0-1', last_seq: 5 });
      expect((await ask('PUT', id, { last_seq: 6, _rev: '0-1' })).body.rev).toBe('0-2');
      expect((await ask('GET', '/_changes')).text).not.toContain(id.slice(1));
      expect((await ask('DELETE', `${id}?rev=0-2`)).status).toBe(200);
      expect((await ask('GET', id)).status).toBe(404);
    });

    test('all documents are listed by id', async () => {
      const base = unique('list');
      const ids = ['1', '2', '3', '4'].map((n) => `${base}-${n}`);
      await ask('POST', '/_bulk_docs', { docs: ids.map((_id) => ({ _id, n: _id })) });
      const list = async (query: string) => {
        const { body } = await ask('GET', `/_all_docs?${query}`);
        return (body.rows as { id: string }[]).map(({ id }) => id);
      };
      const key = (n: number) => encodeURIComponent(JSON.stringify(`${base}-${n}`));
      expect(await list(`startkey=${key(1)}&endkey=${key(4)}`)).toEqual(ids);
      expect(await list(`startkey=${key(2)}&endkey=${key(4)}&inclusive_end=false`)).toEqual(ids.slice(1, 3));
      expect(await list(`startkey=${key(4)}&endkey=${key(1)}&descending=true&limit=2&skip=1`)).toEqual([
        ids[2],
        ids[1],
      ]);
      expect(await list(`startkey=${key(4)}&endkey=${key(1)}`)).toEqual([]);
      expect(await list(`key=${key(3)}`)).toEqual([ids[2]]);
      const { body } = await ask('POST', '/_all_docs?include_docs=true', { keys: [ids[2], 'none', ids[0]] });
      expect(body.rows).toMatchObject([
        { id: ids[2], doc: { n: ids[2] } },
        { key: 'none', error: 'not_found' },
        { id: ids[0], value: { rev: expect.stringMatching(/^1-/) } },
      ]);
      const queries = [{ key: ids[1] }, { startkey: ids[2], endkey: ids[3], include_docs: true, update_seq: true }];
      const several = (await ask('POST', '/_all_docs/queries', { queries })).body.results as Record<string, unknown>[];
      expect(several).toMatchObject([
        { rows: [{ id: ids[1] }] },
        { rows: [{ doc: { n: ids[2] } }, { id: ids[3] }], update_seq: expect.anything() },
      ]);
      for (const wrong of ['limit=-1', 'limit=x', 'startkey=x', 'include_docs=perhaps', 'keys=3']) {
        expect((await ask('GET', `/_all_docs?${wrong}`)).status).toBe(400);
      }
    });

    test.each<[string, string]>([
      ['PATCH', ''],
      ['PUT', '/_all_docs'],
      ['GET', '/_bulk_docs'],
      ['DELETE', '/_changes'],
      ['GET', '/_revs_diff'],
    ])('%s %s is not allowed', async (method, path) => {
      const answer = await ask(method, path, method === 'GET' || method === 'DELETE' ? undefined : {});
      expect(answer.status).toBe(405);
      expect(answer.body.error).toBe('method_not_allowed');
    });
  });
}

import { aMovement, aProduct, aSale } from '@digiboost/domain/documents/testing/examples';
import { beforeAll, describe, expect, test } from 'vitest';
import { AWA, unique, type Workbench } from './workbench.ts';

const VALIDATE = `function (newDoc, oldDoc, userCtx, secObj) {
  if (newDoc.login) throw({ unauthorized: 'please' });
  if (newDoc.show) throw({ forbidden: JSON.stringify({ newDoc: newDoc, oldDoc: oldDoc, userCtx: userCtx, secObj: secObj }) });
  if (newDoc.stop) throw({ forbidden: 'stopped' });
  if (newDoc.crash) throw new Error('crash');
  if (newDoc._deleted && !newDoc.allowed) throw({ forbidden: 'kept' });
  newDoc.changed = true;
  if (oldDoc) oldDoc.changed = true;
}`;

/** validate_doc_update: for whom, for which writes, with what in hand. */
export function describeValidation(bench: () => Workbench): void {
  describe('validation', () => {
    let database = '';
    let member = '';
    beforeAll(async () => {
      database = await bench().database();
      member = await bench().token({ roles: [database] });
      await bench().ask('PUT', `/${database}/_design/rules`, { body: { validate_doc_update: VALIDATE } });
    });
    const put = (id: string, body: object) => bench().ask('PUT', `/${database}/${id}`, { body });
    const bulk = async (body: object) =>
      (await bench().ask('POST', `/${database}/_bulk_docs`, { auth: member, body })).body as unknown as object[];
    const write = async (doc: object) => (await bulk({ docs: [doc] }))[0] as { rev?: string; reason?: string };

    test('what a function throws is the answer', async () => {
      const forbidden = await put('a', { stop: true });
      expect(forbidden.status).toBe(403);
      expect(forbidden.body).toEqual({ error: 'forbidden', reason: 'stopped' });
      const login = await put('a', { login: true });
      expect(login.status).toBe(401);
      expect(login.body).toEqual({ error: 'unauthorized', reason: 'please' });
      expect((await put('a', { crash: true })).status).toBe(500);
      expect((await bench().ask('GET', `/${database}/a`)).status).toBe(404);
    });

    test('holds for members as for the administrator', async () => {
      expect(await write({ _id: 'a', stop: true })).toMatchObject({ error: 'forbidden', reason: 'stopped' });
      expect((await bench().ask('GET', `/${database}/a`)).status).toBe(404);
    });

    test('cannot change what is stored', async () => {
      const id = unique('v');
      const { rev } = (await put(id, { n: 1 })).body;
      const second = await put(id, { n: 2, _rev: rev });
      expect((await bench().ask('GET', `/${database}/${id}`)).body).toEqual({ _id: id, _rev: second.body.rev, n: 2 });
    });

    test('is shown the document, its predecessor, the user and the security object', async () => {
      const id = unique('v');
      const shown = async (body: object) => JSON.parse(String((await write({ ...body, _id: id })).reason));
      const fresh = await shown({ show: true });
      expect(fresh).toEqual({
        newDoc: { _id: id, show: true },
        oldDoc: null,
        userCtx: { db: database, name: AWA, roles: [database] },
        secObj: { admins: { names: [], roles: ['_admin'] }, members: { names: [], roles: [database] } },
      });
      const rev = String((await write({ _id: id, n: 1 })).rev);
      const edit = await shown({ show: true, _rev: rev });
      expect(edit.oldDoc).toMatchObject({ _id: id, _rev: rev, n: 1 });
      expect(edit.newDoc).toEqual({ _id: id, _rev: rev, show: true, _revisions: { start: 1, ids: [rev.slice(2)] } });
    });

    test('judges each document of a bulk write by itself', async () => {
      const [a, b, c] = [unique('v'), unique('v'), unique('v')];
      const docs = [{ _id: a }, { _id: b, stop: true }, { _id: c, login: true }];
      expect(await bulk({ docs })).toMatchObject([
        { ok: true, id: a },
        { id: b, error: 'forbidden', reason: 'stopped' },
        { id: c, error: 'unauthorized', reason: 'please' },
      ]);
    });

    test('judges revisions made elsewhere', async () => {
      const id = unique('v');
      const [a, b, c] = ['a', 'b', 'c'].map((digit) => digit.repeat(32));
      const first = { _id: id, _rev: `1-${a}`, n: 1 };
      const chain = { _id: id, _rev: `3-${c}`, _revisions: { start: 3, ids: [c, b, a] } };
      const stopped = { _id: unique('v'), _rev: `1-${a}`, stop: true };
      expect(await bulk({ new_edits: false, docs: [first, stopped] })).toEqual([
        { id: stopped._id, rev: `1-${a}`, error: 'forbidden', reason: 'stopped' },
      ]);
      const [row] = (await bulk({ new_edits: false, docs: [{ ...chain, show: true }] })) as { reason: string }[];
      const { newDoc, oldDoc } = JSON.parse(row?.reason ?? '{}');
      expect(newDoc).toEqual({ ...chain, show: true });
      expect(oldDoc).toMatchObject({ _id: id, _rev: `1-${a}`, n: 1 });
      expect(await bulk({ new_edits: false, docs: [{ ...first, stop: true }] })).toEqual([]);
      expect((await bench().ask('GET', `/${database}/${id}`)).body._rev).toBe(`1-${a}`);
    });

    test('judges deletions', async () => {
      const id = unique('v');
      const { rev } = (await put(id, {})).body;
      const refused = await bench().ask('DELETE', `/${database}/${id}?rev=${rev}`);
      expect(refused.body).toEqual({ error: 'forbidden', reason: 'kept' });
      expect(await bulk({ docs: [{ _id: id, _rev: rev, _deleted: true, allowed: true }] })).toMatchObject([
        { ok: true },
      ]);
    });

    test('does not judge local documents', async () => {
      expect((await put(`_local/${unique('v')}`, { stop: true })).status).toBe(201);
    });

    test('is in force from its write on, and no longer after its removal', async () => {
      const name = await bench().database();
      const write = () => bench().ask('POST', `/${name}`, { body: { stop: true } });
      expect((await write()).status).toBe(201);
      const rules = await bench().ask('PUT', `/${name}/_design/rules`, { body: { validate_doc_update: VALIDATE } });
      expect((await write()).status).toBe(403);
      await bench().ask('DELETE', `/${name}/_design/rules?rev=${rules.body.rev}`);
      expect((await write()).status).toBe(201);
    });

    test('a function without end is stopped, and the server lives', { timeout: 30_000 }, async () => {
      const name = await bench().database();
      const endless = { validate_doc_update: 'function (doc) { while (doc.endless) {} }' };
      await bench().ask('PUT', `/${name}/_design/rules`, { body: endless });
      expect((await bench().ask('POST', `/${name}`, { body: { endless: true } })).status).toBe(500);
      expect((await bench().ask('POST', `/${name}`, { body: {} })).status).toBe(201);
    });

    test('the rules of a shop hold', async () => {
      const shop = await bench().shop();
      const write = async (doc: object, auth: string) => {
        const { body } = await bench().ask('POST', `/${shop.database}/_bulk_docs`, { auth, body: { docs: [doc] } });
        return (body as unknown as { rev?: string; error?: string; reason?: string }[])[0] ?? {};
      };
      const sale = aSale();
      const stored = await write(sale, shop.user);
      expect(stored).toMatchObject({ ok: true });
      expect(await write({ ...aMovement(), _id: 'movement:wrong' }, shop.user)).toMatchObject({ error: 'forbidden' });
      expect((await write(aSale({ n: 2, by: 'u-other' }), shop.user)).reason).toMatch('createdBy');
      const changed = { ...sale, _rev: stored.rev, customerName: 'Modou' };
      expect((await write(changed, shop.user)).error).toBe('forbidden');
      const product = aProduct();
      const { rev } = await write(product, shop.admin);
      const gone = { _id: product._id, _rev: rev, _deleted: true };
      expect((await write(gone, shop.admin)).error).toBe('forbidden');
      expect((await bench().ask('PUT', `/${shop.database}/note`, { body: { type: 'note' } })).status).toBe(403);
    });
  });
}

import { couchAdmin } from '@digiboost/couch/provisioning';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCouch, type Database, sequenceNumber, updateBy } from './client.ts';
import { CouchError } from './couch-error.ts';
import type { LookUp } from './look-up.ts';
import { openTestCouch, type TestCouch } from './testing/couch.ts';

let couch: TestCouch;
let db: Database;
let other: Database;
beforeAll(async () => {
  couch = await openTestCouch();
  const names = [couch.uniqueId(), couch.uniqueId()] as const;
  for (const name of names) await couchAdmin(couch.url).request('PUT', `/${name}`);
  db = connectCouch(couch.url).database(names[0]);
  other = connectCouch(couch.url).database(names[1]);
});
afterAll(() => couch.close());

describe('a database', () => {
  it('gives documents back, says null of what is absent, and refuses a stale revision', async () => {
    expect(await db.get('note:1')).toBeNull();
    const first = await db.put({ _id: 'note:1' });
    expect(first.ok).toBe(true);
    expect(await db.put({ _id: 'note:1' })).toEqual({ ok: false, error: 'conflict' });
    const stored = await db.get('note:1');
    expect(stored).toEqual({ _id: 'note:1', _rev: first.ok ? first.value : '' });
    await db.remove({ _id: 'note:1', _rev: stored?._rev ?? '' });
    expect(await db.get('note:1')).toBeNull();
  });

  it('changes a document again on what somebody else made of it meanwhile', async () => {
    type Count = { readonly _id: string; readonly _rev?: string; readonly n: number };
    const raise = (doc: Count | null): Count => ({ ...(doc ?? { _id: 'count:1', n: 0 }), n: (doc?.n ?? 0) + 1 });
    expect(await db.update('count:1', raise)).toMatchObject({ n: 1 });
    await Promise.all(Array.from({ length: 5 }, () => db.update('count:1', raise)));
    const stored = await db.get<Count>('count:1');
    expect(stored?.n).toBe(6);
    // Nothing to change: nothing is stored, and what is there is given back.
    expect(await db.update<Count>('count:1', () => null)).toEqual(stored);
    expect(await db.update<Count>('count:1', (doc) => doc)).toEqual(stored);
    expect(await db.update<Count>('count:2', () => null)).toBeNull();
    // What was read before is not read again, unless it is out of date.
    const known = await db.update('count:1', raise, stored);
    expect(known).toMatchObject({ n: 7 });
    expect(await db.update('count:1', raise, stored)).toMatchObject({ n: 8 });
  });

  it('gives a change up that never finds a gap between others, and names nobody', async () => {
    await db.put({ _id: 'number:+221770000000' });
    const others = connectCouch(couch.url).database(db.name);
    const racing = updateBy({
      get: db.get,
      async put(doc) {
        await others.update(doc._id, (fresh) => fresh && { ...fresh });
        return db.put(doc);
      },
    });
    await expect(racing('number:+221770000000', (doc) => doc && { ...doc })).rejects.toMatchObject({
      status: 409,
      message: 'CouchDB: a document number kept changing',
    });
  });

  it('lists a range of ids, its end left out', async () => {
    for (const id of ['a:1', 'a:2', 'b:1']) await db.put({ _id: id });
    expect((await db.range('a:', 'b:1')).map(({ _id }) => _id)).toEqual(['a:1', 'a:2']);
  });

  it('changes its sequence with each document', async () => {
    const before = await db.updateSeq();
    await db.put({ _id: 'c:1' });
    expect(await db.updateSeq()).not.toBe(before);
  });

  it('knows how far databases have come, however many, and leaves out those that are not there', async () => {
    const name = `shop_${couch.uniqueId()}`;
    await couchAdmin(couch.url).request('PUT', `/${name}`);
    const { sequences, database } = connectCouch(couch.url);
    const asked = [...Array.from({ length: 120 }, (_, n) => `shop_none${n}`), name];
    const before = await sequences.of(asked);
    expect([...before.keys()]).toEqual([name]);
    await database(name).put({ _id: 'd:1' });
    const after = await sequences.of(asked);
    expect(after.get(name)).toBeGreaterThan(before.get(name) ?? Number.NaN);
    expect(sequenceNumber(await database(name).updateSeq())).toBe(after.get(name));
    expect(await sequences.now()).toMatch(/^\d/);
  });

  it('takes an id for an id, whatever it holds', async () => {
    await couchAdmin(couch.url).request('PUT', `/${other.name}/_local/forged`, { userId: 'intruder' });
    for (const id of [`x/../../${other.name}/_local/forged`, `../${other.name}/_local/forged`, 'a b/c?d#e%41é']) {
      expect(await db.get(`email:${id}`)).toBeNull();
      expect((await db.put({ _id: `email:${id}` })).ok).toBe(true);
      expect((await db.get(`email:${id}`))?._id).toBe(`email:${id}`);
    }
  });
});

describe('looking up', () => {
  const BY_COLOUR: LookUp = { name: 'ripe_colour', only: { type: 'fruit', isRipe: true }, fields: ['colour', 'at'] };
  const fruit = (id: string, colour: string, at: string, isRipe = true) =>
    Object.assign({ _id: `fruit:${id}` }, { type: 'fruit', colour, at, isRipe });

  it('finds what matches in the order of the index, from either end, and what has been written since', async () => {
    for (const doc of [fruit('a', 'red', '3'), fruit('b', 'red', '1'), fruit('c', 'green', '2')]) await db.put(doc);
    await db.put(fruit('d', 'red', '2', false));
    await db.put(Object.assign({ _id: 'fruit:e' }, { type: 'fruit', colour: 'red', isRipe: true }));
    const ids = async (colour: string, limit = 10, isDescending = false) =>
      (await db.find(BY_COLOUR, { values: [colour], limit, isDescending })).map(({ _id }) => _id.slice(-1));
    expect(await ids('red')).toEqual(['b', 'a']);
    expect(await ids('red', 1, true)).toEqual(['a']);
    expect(await ids('blue')).toEqual([]);
    await db.put(fruit('f', 'red', '2'));
    await db.update('fruit:a', (doc) => doc && { ...doc, isRipe: false });
    expect(await ids('red')).toEqual(['b', 'f']);
  });

  it('makes the index that it needs once, however many ask for it at once', async () => {
    const by: LookUp = { ...BY_COLOUR, name: 'asked_at_once' };
    const found = await Promise.all(
      Array.from({ length: 6 }, () =>
        connectCouch(couch.url)
          .database(db.name)
          .find(by, { values: ['red'], limit: 9 }),
      ),
    );
    expect(new Set(found.map((docs) => docs.length)).size).toBe(1);
    const { body } = await couchAdmin(couch.url).request('GET', `/${db.name}/_index`);
    const { indexes } = body as { indexes: { name: string }[] };
    expect(indexes.filter(({ name }) => name === by.name)).toHaveLength(1);
  });
});

describe('what is not expected', () => {
  it('is an error without the request, its body or its credentials', async () => {
    const failure: unknown = await db.put({ _id: '_not_allowed' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CouchError);
    expect({ ...(failure as CouchError) }).toEqual({ name: 'CouchError', status: 400 });
    const away = connectCouch('http://admin:secret@127.0.0.1:9').database('x');
    await expect(away.get('a')).rejects.toMatchObject({ status: 0, unavailable: true, message: 'CouchDB: no answer' });
  });
});

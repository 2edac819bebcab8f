import vm from 'node:vm';
import { mergeVersions, type Product, revise, type ShopDocument } from '@digiboost/domain/documents';
import type { RevisionHistory } from '@digiboost/domain/documents/revision';
import {
  aCash,
  aClosing,
  aCount,
  aMovement,
  anAlertEvent,
  anOrder,
  aProduct,
  aReportRun,
  aReturn,
  aSale,
  aShop,
  aSupplier,
  aVoid,
  oneOfEach,
  writtenBy,
} from '@digiboost/domain/documents/testing/examples';
import { describe, expect, test } from 'vitest';
import { designDocuments } from '../../build/index.ts';
import { type StoredDocument, type UserContext, validateDocUpdate } from './validate_doc_update.ts';

const SECURITY = { members: { roles: ['demo:admin', 'demo:user', 'demo:viewer'] } };
const AWA = 'u-awa';
const member = (role: string, name = AWA): UserContext => ({ name, roles: [`demo:${role}`] });
const SERVER: UserContext = { name: 'couch', roles: ['_admin'] };

/** `doc` as CouchDB hands it over when it is written as generation `start` of its history. */
const at = (doc: ShopDocument, start: number): StoredDocument => ({ ...doc, _revisions: { start } });
const without = (doc: ShopDocument, field: string): StoredDocument => {
  const { [field]: _gone, ...rest } = doc as unknown as Record<string, unknown>;
  return rest as StoredDocument;
};
const changed = (doc: ShopDocument, changes: object): StoredDocument => ({ ...doc, ...changes }) as StoredDocument;

type Validate = typeof validateDocUpdate;
const context = vm.createContext({});
const [validation] = (await designDocuments()).filter((ddoc) => ddoc.validate_doc_update);
const compiled: Validate = vm.runInContext(validation?.validate_doc_update ?? '', context);

describe.each([
  { level: 'plain call', validate: validateDocUpdate as Validate },
  { level: 'compiled text', validate: compiled },
])('validation by $level', ({ validate }) => {
  const verdict = (doc: StoredDocument, user: UserContext, old: StoredDocument | null = null): string => {
    try {
      validate(doc, old, user, SECURITY);
      return 'stored';
    } catch (error) {
      return (error as { forbidden: string }).forbidden;
    }
  };

  test('refuses what is dated ahead, but for a clock that is a little fast, and what is dated before all time', () => {
    const ahead = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const count = (instant: string) =>
      changed(aCount(), {
        _id: `count:${instant}:phone-1`,
        at: instant,
        day: instant.slice(0, 10),
        createdAt: instant,
      });
    expect(verdict(count(ahead(5)), member('user'))).toBe('stored');
    // Such a count would stand over all that is sold until tomorrow.
    expect(verdict(count(ahead(24 * 60 - 1)), member('user'))).toBe('at: dated in the future');
    expect(verdict(count('9999-12-31T23:59:59.999Z'), member('user'))).toBe('at: dated in the future');
    const stamp = { name: ['9999-12-31T23:59:59.999Z|u-awa|phone'] };
    expect(verdict(changed(aProduct(), { edits: stamp }), member('user'))).toBe('edits.name: dated in the future');
    expect(verdict(count(ahead(48 * 60)), SERVER)).toBe('stored');
    for (const instant of ['0001-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'])
      expect(verdict(count(instant), member('user'))).toBe('at: dated before all time');
    // A file says no more of a sale of today than its day.
    const noon = { at: ahead(60), createdAt: ahead(0), day: ahead(60).slice(0, 10) };
    const sale = changed(aSale(), { ...noon, _id: `sale:${noon.at}:import-1` });
    expect(verdict(sale, member('user'))).toBe('stored');
    expect(verdict({ ...sale, createdAt: noon.at }, member('user'))).toBe('createdAt: dated in the future');
  });

  test('refuses a business day that is not the one of its time', () => {
    expect(verdict(changed(aSale(), { day: '2020-01-01' }), member('user'))).toBe('day: not the day of its time');
  });

  test('stores every document for those who may write its type', () => {
    const servers = new Set(['alertEvent', 'reportRun']);
    const admins = new Set(['shop', 'approver', 'asset', 'reportSchedule']);
    for (const doc of oneOfEach()) {
      const who = servers.has(doc.type) ? 'server' : admins.has(doc.type) ? 'admin' : 'user';
      expect(verdict(doc as StoredDocument, SERVER), doc.type).toBe('stored');
      const byAdmin = verdict(doc as StoredDocument, member('admin'));
      expect(byAdmin, doc.type).toBe(who === 'server' ? 'type: not written by the role admin' : 'stored');
      const byUser = verdict(doc as StoredDocument, member('user'));
      expect(byUser, doc.type).toBe(who === 'user' ? 'stored' : 'type: not written by the role user');
      expect(verdict(doc as StoredDocument, member('viewer')), doc.type).toBe('type: not written by the role viewer');
    }
  });

  test.each<[string, StoredDocument, string]>([
    ['an unknown type', changed(aSale(), { type: 'note' }), 'type: '],
    ['a type that every object has', changed(aSale(), { type: 'toString' }), 'type: '],
    ['no type', without(aSale(), 'type'), 'type: '],
    ['a missing field', without(aSale(), 'day'), 'day: '],
    ['a field too many', changed(aSale(), { discount: 5 }), '_id: '],
    ['no line', changed(aSale(), { lines: [] }), 'lines: '],
    [
      'a negative quantity',
      changed(aSale(), { lines: [{ productId: 'product:riz', quantity: -1, unitPrice: 5 }] }),
      'lines.0.quantity: ',
    ],
    ['a quantity of 4 decimals', changed(aMovement(), { quantity: 1.2345 }), 'quantity: '],
    ['a quantity that is no number', changed(aMovement(), { quantity: '10' }), 'quantity: '],
    ['a fraction of a franc', changed(aProduct(), { salePrice: 500.5 }), 'salePrice: '],
    ['a reference of the wrong type', changed(aCount(), { productId: 'supplier:riz' }), 'productId: '],
    ['an entry of nothing', changed(aMovement(), { quantity: 0 }), '_id: '],
    ['an impossible day', changed(aSale(), { day: '2026-02-30' }), 'day: '],
    ['an instant without milliseconds', changed(aSale(), { createdAt: '2026-03-02T09:15:00Z' }), 'createdAt: '],
    ['an id of another time', changed(aSale(), { _id: 'sale:2026-03-02T09:15:00.001Z:d1-1' }), '_id: '],
    [
      'a void whose id names another time',
      changed(aVoid(aSale()), { _id: 'void:sale:2026-03-02T09:15:00.001Z:d1-1' }),
      '_id: ',
    ],
    ['a void of a count', changed(aVoid(aSale()), { original: { type: 'count' } }), 'original'],
    ['an attachment', changed(aProduct(), { _attachments: {} }), '_id: '],
  ])('refuses %s', (_name, doc, field) => {
    expect(verdict(doc, member('user')).slice(0, field.length)).toBe(field);
    expect(verdict(doc, SERVER).slice(0, field.length)).toBe(field);
  });

  test('an event is written once', () => {
    for (const event of [aSale(), aMovement(), aCount(), aVoid(aSale())]) {
      expect(verdict(at(event, 1), member('user'))).toBe('stored');
      expect(verdict(at(event, 1), member('user'), at(event, 1))).toBe('_rev: written once, never changed');
      expect(verdict(at(event, 2), member('user'))).toBe('_rev: written once, never changed');
    }
    expect(verdict(at(aReportRun(), 2), SERVER)).toBe('stored');
  });

  test('what a seller records beyond the limits that it names was approved by somebody else', () => {
    const limits = { key: 'l1', discount: 5, denied: ['PRICE', 'VOID', 'RETURN', 'CASH_OUT', 'CLOSING'] };
    const line = { productId: 'product:riz', quantity: 2, unitPrice: 500 };
    const beyond: [StoredDocument, string][] = [
      [changed(aSale(), { lines: [{ ...line, discount: 51 }] }), 'limits: not approved: DISCOUNT'],
      [changed(aSale(), { lines: [{ ...line, listPrice: 501 }] }), 'limits: not approved: PRICE'],
      [changed(aVoid(aSale()), {}), 'limits: not approved: VOID'],
      [changed(aReturn(), {}), 'limits: not approved: RETURN'],
      [changed(aCash(), {}), 'limits: not approved: CASH_OUT'],
      [changed(aClosing(), {}), 'limits: not approved: CLOSING'],
    ];
    for (const [doc, refusal] of beyond) {
      expect(verdict({ ...doc, limits }, member('user'))).toBe(refusal);
      expect(verdict({ ...doc, limits, approvedBy: AWA }, member('user'))).toBe(
        'approvedBy: nobody approves for themselves',
      );
      expect(verdict({ ...doc, limits, approvedBy: 'u-fatou' }, member('user'))).toBe('stored');
      // Limits are the sellers'; and an administrator hands in what a seller's phone could not send.
      expect(verdict({ ...doc, limits }, member('admin'))).toBe('stored');
      // An app that knows of no limits, or a phone that had not heard of them: stored, and shown to the administrator.
      expect(verdict(doc, member('user'))).toBe('stored');
      expect(verdict({ ...doc, limits: { ...limits, discount: 100, denied: [] } }, member('user'))).toBe('stored');
    }
    expect(verdict({ ...changed(aSale(), { lines: [{ ...line, discount: 50 }] }), limits }, member('user'))).toBe(
      'stored',
    );
    expect(verdict({ ...changed(aVoid(aSale({ status: 'MISSED' })), {}), limits }, member('user'))).toBe('stored');
    expect(verdict(changed(aSale(), { limits: { key: 'l1' } }), member('user'))).toMatch('limits.denied: ');
  });

  test('a revision that no edit makes is stored by nobody', () => {
    const hex = 'a'.repeat(32);
    const histories: [RevisionHistory, string][] = [
      [{ start: 2, ids: [hex, 'b'.repeat(32)] }, 'stored'],
      [{ start: 1_000_000, ids: [hex] }, 'stored'],
      [{ start: 1_000_001, ids: [hex] }, '_rev: not a revision that an edit makes'],
      [{ start: 2 ** 53 - 1, ids: [hex] }, '_rev: not a revision that an edit makes'],
      [{ start: 2, ids: ['a'] }, '_rev: not a revision that an edit makes'],
      [{ start: 2, ids: [hex, 'A'.repeat(32)] }, '_rev: not a revision that an edit makes'],
      [{ start: 2, ids: [hex, `${hex}0`] }, '_rev: not a revision that an edit makes'],
    ];
    for (const [_revisions, outcome] of histories) {
      for (const user of [member('admin'), SERVER]) {
        expect(verdict(changed(aSupplier(), { _revisions }), user)).toBe(outcome);
      }
    }
  });

  test('two devices may void the same sale: each is a first revision', () => {
    const other = { at: '2026-03-02T18:00:00.000Z', by: 'u-modou', deviceId: 'd2' };
    expect(verdict(at(aVoid(aSale(), other), 1), member('user', 'u-modou'))).toBe('stored');
  });

  test('nothing is deleted, by anyone', () => {
    const tombstone = { _id: aProduct()._id, _deleted: true };
    for (const user of [member('user'), member('admin'), SERVER]) {
      expect(verdict(tombstone, user, at(aProduct(), 1))).toBe('_deleted: documents are archived, never deleted');
    }
    expect(verdict(changed(aSale(), { _deleted: true }), member('user'))).toMatch('_deleted');
  });

  test('a document is created in the name of who writes it', () => {
    expect(verdict(aSale() as StoredDocument, member('user', 'u-modou'))).toBe('createdBy: not the user who writes');
    expect(verdict(at(aProduct(), 1), member('admin', 'u-modou'))).toBe('createdBy: not the user who writes');
    expect(verdict(aSale() as StoredDocument, { name: null, roles: ['demo:user'] })).toMatch('createdBy');
    expect(verdict(aSale() as StoredDocument, SERVER)).toBe('stored');
  });

  test('what another phone could not send is handed in by an administrator, in the name of both', () => {
    const brought = (by: string) =>
      ({ ...aSale(), handedIn: { by, deviceId: 'd9', at: aSale().createdAt } }) as StoredDocument;
    expect(verdict(brought('u-modou'), member('admin', 'u-modou'))).toBe('stored');
    expect(verdict(brought('u-modou'), member('user', 'u-modou'))).toBe('createdBy: not the user who writes');
    expect(verdict(brought('u-ibou'), member('admin', 'u-modou'))).toBe('handedIn: not the user who writes');
    // One's own, from another phone.
    expect(verdict(brought('u-awa'), member('user', 'u-awa'))).toBe('stored');
    const product = { ...at(aProduct(), 1), handedIn: { by: 'u-modou', deviceId: 'd9', at: aSale().createdAt } };
    expect(verdict(product, member('admin', 'u-modou'))).not.toBe('stored');
    const later = { ...aSale(), handedIn: { by: 'u-modou', deviceId: 'd9', at: '2199-01-01T00:00:00.000Z' } };
    expect(verdict(later as StoredDocument, member('admin', 'u-modou'))).toBe('handedIn: dated in the future');
  });

  test('an edit keeps type and origin, whoever makes it', () => {
    const old = at(aSupplier(), 1);
    const modou = { at: '2026-03-02T10:00:00.000Z', by: 'u-modou', deviceId: 'd2' };
    const edit = at(revise(aSupplier(), { name: 'Touba Gros' }, modou), 2);
    expect(verdict(edit, member('user', 'u-modou'), old)).toBe('stored');
    for (const field of ['createdBy', 'deviceId']) {
      expect(verdict({ ...edit, [field]: 'z9' }, member('user'), old)).toBe(`${field}: never changes`);
    }
    expect(verdict({ ...edit, createdAt: '2026-03-02T09:15:00.001Z' }, member('user'), old)).toMatch('createdAt');
    const asAlert = changed(anOrder(), { _id: old._id });
    expect(verdict(asAlert, member('user'), old)).not.toBe('stored');
  });

  test('an edit of an ancestor that was compacted away is no creation', () => {
    const modou = { at: '2026-03-02T10:00:00.000Z', by: 'u-modou', deviceId: 'd2' };
    expect(verdict(at(revise(aProduct(), { salePrice: 600 }, modou), 4), member('user', 'u-modou'))).toBe('stored');
  });

  test('an edit is made in the name of who writes it', () => {
    const edited = (by: string, changes: Partial<Product> = { salePrice: 600 }) =>
      revise(aProduct(), changes, { at: '2026-03-02T10:00:00.000Z', by, deviceId: 'd2' });
    const modou = member('user', 'u-modou');
    const old = at(aProduct(), 1);
    expect(verdict(at(edited('u-modou'), 2), modou, old)).toBe('stored');
    // Without a known parent, at least something of it is the writer's own.
    expect(verdict(at(edited('u-fatou'), 2), modou)).toBe('edits: nothing of the user who writes');
    // A first revision that says what others did to it.
    expect(verdict(at(edited('u-fatou'), 1), member('user'))).toBe('edits.salePrice: not the user who writes');
    expect(verdict(at({ ...aProduct(), updatedBy: 'u-fatou' }, 1), member('user'))).toMatch('updatedBy');
    // Another price under the stamp that stands there.
    const forged = changed(edited('u-fatou'), { salePrice: 700, _revisions: { start: 3 } });
    expect(verdict(forged, modou, at(edited('u-fatou'), 2))).toBe('salePrice: changed without a stamp');
    expect(verdict(changed(old as unknown as Product, { name: 'Riz' }), modou, old)).toBe(
      'name: changed without a stamp',
    );
    const shop = at(aShop(), 1);
    const settings = { ...aShop().settings, coverageDays: 1 };
    expect(verdict({ ...shop, settings }, member('admin'), shop)).toBe(
      'settings.coverageDays: changed without a stamp',
    );
    // Named last is somebody who has no part in it.
    const framed = changed(edited('u-modou'), { updatedBy: 'u-fatou', _revisions: { start: 2 } });
    expect(verdict(framed, modou, old)).toBe('updatedBy: neither the user who writes nor one who edited');
  });

  test('what two people edited apart is brought together by either of them, or by a third', () => {
    const by = (who: string, minute: number) => ({ at: `2026-03-02T10:0${minute}:00.000Z`, by: who, deviceId: 'd2' });
    const one = revise(aProduct(), { salePrice: 600 }, by('u-modou', 1));
    const other = revise(aProduct(), { salePrice: 650, name: 'Riz' }, by('u-fatou', 2));
    for (const [winner, loser] of [
      [one, other],
      [other, one],
    ] as const) {
      const { doc } = mergeVersions(winner, [loser]);
      for (const who of ['u-modou', 'u-fatou', 'u-awa'])
        expect(verdict(at(doc, 3), member('user', who), at(winner, 2))).toBe('stored');
    }
  });

  test.each<[string, StoredDocument]>([
    [
      'a thousand million units',
      changed(aSale(), { lines: [{ productId: 'product:riz', quantity: 1e9, unitPrice: 5 }] }),
    ],
    ['a price without end', changed(aProduct(), { salePrice: 2 ** 53 - 1 })],
    ['a count without end', changed(aCount(), { counted: 1e9 })],
    ['a device of a thousand letters', changed(aSale(), { _id: `sale:${aSale().at}:${'d'.repeat(1000)}-1` })],
    ['a number of control characters', changed(aSale(), { _id: `sale:${aSale().at}:d1-\u0000` })],
    ['a timezone that is none', changed(aShop(), { settings: { ...aShop().settings, timezone: '../../etc' } })],
    ['a creator of control characters', changed(aProduct(), { createdBy: 'u\u0007' })],
  ])('refuses %s', (_name, doc) => {
    expect(verdict(doc, SERVER)).not.toBe('stored');
  });

  test('twins created apart merge into the earlier one', () => {
    const mine = at(aProduct({ createdAt: '2026-03-02T10:00:00.000Z', createdBy: 'u-modou', deviceId: 'd2' }), 1);
    const merged = at(aProduct(), 2);
    expect(verdict(merged, member('user', 'u-modou'), mine)).toBe('stored');
    expect(verdict({ ...mine, _revisions: { start: 2 } }, member('user', 'u-modou'), at(aProduct(), 1))).toMatch(
      'createdAt',
    );
  });

  test('the role is the one that this shop gives', () => {
    expect(verdict(aSale() as StoredDocument, { name: AWA, roles: ['other:admin'] })).toBe(
      'createdBy: no role in this shop',
    );
    expect(verdict(aSale() as StoredDocument, { name: AWA, roles: [] })).toBe('createdBy: no role in this shop');
    expect(verdict(aShop() as StoredDocument, { name: AWA, roles: ['other:admin', 'demo:user'] })).toMatch('role user');
    expect(verdict(anAlertEvent() as StoredDocument, { name: AWA, roles: ['server'] })).toBe(
      'createdBy: no role in this shop',
    );
  });

  test('only the server writes design documents', () => {
    const ddoc = { _id: '_design/x', language: 'javascript' };
    expect(verdict(ddoc, member('admin'))).toMatch('only the server');
    expect(verdict(ddoc, SERVER)).toBe('stored');
  });
});

const { COUCHDB_URL } = process.env;
if (COUCHDB_URL) {
  describe('validation by CouchDB', async () => {
    const { shopOnCouchDb } = await import('../../testing/shop-on-couchdb.ts');

    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((digit) => digit.repeat(32));

    test('stores, refuses and merges as the plain function does', async () => {
      await shopOnCouchDb(COUCHDB_URL, async ({ write, admin }) => {
        const awa = { name: 'awa', role: 'user' };
        const modou = { name: 'modou', role: 'user' };
        const sale = aSale({ by: 'awa' });
        expect(await write({ name: 'awa', role: 'viewer' }, sale)).toMatch('role viewer');
        expect(await write(modou, sale)).toBe('createdBy: not the user who writes');
        expect(await write(awa, changed(sale, { lines: [] }))).toMatch('lines: ');
        expect(await write(awa, { ...sale, _rev: `2-${b}`, _revisions: { start: 2, ids: [b, a] } })).toMatch('_rev');
        expect(await write(awa, sale)).toBe('stored');
        expect(await write(awa, { ...sale, _rev: `2-${b}`, _revisions: { start: 2, ids: [b, a] } })).toMatch('_rev');
        expect(await write(awa, { _id: sale._id, _rev: `2-${c}`, _deleted: true })).toMatch('_deleted');
        expect(await admin('GET', `/${sale._id}`)).toMatchObject({ _id: sale._id, _rev: `1-${a}` });

        const voids = ['awa', 'modou'].map((by) => aVoid(sale, { at: sale.at, by, deviceId: `of-${by}` }));
        expect(await write(awa, { ...voids[0] })).toBe('stored');
        expect(await write(modou, { ...voids[1], _rev: `1-${b}` })).toBe('stored');

        const product = writtenBy(aProduct(), 'awa');
        expect(await write(awa, product)).toBe('stored');
        const editor = { at: product.updatedAt, by: 'modou', deviceId: 'd2' };
        const edit = {
          ...revise(product, { name: 'Riz' }, editor),
          _rev: `3-${c}`,
          _revisions: { start: 3, ids: [c, b, a] },
        };
        expect(await write(modou, { ...edit, createdBy: 'modou' })).toBe('createdBy: never changes');
        expect(await write(modou, edit)).toBe('stored');
        await admin('POST', '/_compact');
        for (let busy = true; busy; ) busy = ((await admin('GET', '')) as { compact_running: boolean }).compact_running;
        const late = {
          ...revise(product, { unit: 'sac' }, editor),
          _rev: `2-${d}`,
          _revisions: { start: 2, ids: [d, a] },
        };
        expect(await write(modou, late)).toBe('stored');
      });
    });
  });
}

import 'fake-indexeddb/auto';
import { couchAdmin, tenantDatabase } from '@digiboost/couch/provisioning';
import { storePastRules } from '@digiboost/couch/provisioning/testing/past-rules';
import { isLedgerEvent, type LedgerEvent, type ShopDocument } from '@digiboost/domain/documents';
import { aSale } from '@digiboost/domain/documents/testing/examples';
import { moneyLinesOf } from '@digiboost/domain/ledger';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { beforeEach, expect, it } from 'vitest';
import { Mutex } from '../replica/store/mutex.ts';
import { FlakyNetwork } from '../replica/testing/flaky-fetch.ts';
import { seeded } from '../replica/testing/random.ts';
import { useReplicaBench } from '../replica/testing/replica-bench.ts';
import type { Archive } from './archive.ts';
import { archivedMoney, archivedTickets } from './archive-reads.ts';
import { anArchiveOf } from './testing/archive-of.ts';
import { history } from './testing/history.ts';

const bench = useReplicaBench();
const FROM = '2025-10-01';
const TO = '2025-11-30';
const MONTHS = ['2025-10', '2025-11'];
const NOW = '2025-12-01T08:00:00.000Z';
let revisions = 0;
let network: FlakyNetwork;
beforeEach(() => {
  network = new FlakyNetwork(seeded(7));
});

const place = (docs: readonly object[]) =>
  storePastRules(
    couchAdmin(bench.server.adminUrl),
    tenantDatabase(bench.tenant),
    docs.map((doc) => {
      revisions += 1;
      return { _rev: `1-${revisions.toString(16).padStart(32, '0')}`, ...doc };
    }),
  );

/** A shop's archive in one tab of a phone; tabs share `lock`. */
const anArchive = (options: { readonly lock?: Mutex; readonly tenant?: string } = {}) =>
  anArchiveOf(bench, NOW, { fetch: (...call) => network.fetch(...call), ...options });

const sorted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort();

/** What the archive tells is what the domain makes of `events`. */
async function expectWhole(archive: Archive, events: readonly LedgerEvent[], end: Day = addDays(TO, 1)) {
  const money = await archivedMoney(archive, end);
  expect(sorted(money.lines)).toEqual(sorted(events.flatMap(moneyLinesOf)));
  expect(money.closings.map(({ _id }) => _id).sort()).toEqual(
    events.flatMap(({ _id, type }) => (type === 'closing' ? [_id] : [])).sort(),
  );
  const { sales, voids } = await archivedTickets(archive, FROM, TO);
  const amount = (docs: readonly ShopDocument[], gone: readonly string[]) =>
    docs
      .filter((doc) => doc.type === 'sale' && !gone.includes(`void:${doc._id}`))
      .flatMap((doc) => (doc.type === 'sale' ? doc.lines : []))
      .reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  const voided = events.flatMap(({ _id, type }) => (type === 'void' ? [_id] : []));
  expect(amount(sales, voids)).toBe(amount(events, voided));
}

it('whole months come to the same francs as the server’s, also with what came late to them', async () => {
  for (const seed of [1, 2, 3]) {
    await bench.freshShop();
    const all = history(seed, FROM, 61);
    const late = new Set(all.filter((_event, index) => index % 7 === 0 || all[index]?.type === 'void'));
    await place(all.filter((event) => !late.has(event)));
    const { archive, how } = anArchive();
    const brought = await archive.bring(MONTHS, how);
    expect(brought).toMatchObject({ ok: true, value: { at: NOW, first: '2025-10', months: [{}, {}] } });
    await expectWhole(
      archive,
      all.filter((event) => !late.has(event)),
    );
    await place([...late]);
    const requests = network.requests;
    const later = '2025-12-09T08:00:00.000Z';
    expect(await archive.refresh({ ...how, now: later })).toMatchObject({ ok: true, value: { at: later } });
    await expectWhole(archive, all);
    expect(network.requests - requests).toBe(2);
    // Without a network the same stands, and says of when it is.
    network.disconnect();
    expect(await archive.refresh(how)).toEqual({ ok: false, error: 'offline' });
    expect((await archive.state()).at).toBe(later);
    await expectWhole(archive, all);
    network.connect();
  }
});

it('goes on where a cut line left it, whatever request it was at, and fetches nothing twice', async () => {
  const all = history(4, FROM, 61);
  await place(all);
  const first = anArchive();
  await first.archive.bring(MONTHS, first.how);
  const needed = network.requests;
  expect(first.shares.at(0)).toBe(0);
  expect(first.shares.at(-1)).toBe(1);
  expect([...first.shares].sort((a, b) => a - b)).toEqual(first.shares);
  for (let cutAt = 1; cutAt <= needed; cutAt += 1) {
    await first.archive.free(MONTHS);
    network = new FlakyNetwork(seeded(1));
    const line = network;
    const passOn = line.fetch;
    let asked = 0;
    Object.assign(line, {
      fetch: (...call: Parameters<typeof fetch>) => {
        asked += 1;
        if (asked === cutAt) line.disconnect();
        return passOn(...call);
      },
    });
    const cut = anArchive();
    expect(await cut.archive.bring(MONTHS, cut.how)).toEqual({ ok: false, error: 'offline' });
    // Twice more, a little later, before the person is told.
    expect([...new Set(cut.waited)]).toEqual([1_000, 4_000]);
    network = new FlakyNetwork(seeded(1));
    const again = anArchive();
    expect(await again.archive.bring(MONTHS, again.how)).toMatchObject({ ok: true });
    // What was there stays there: asked once more is what was under way, and from where on months are to be known.
    expect(network.requests).toBeLessThanOrEqual(needed - cutAt + 3);
    await expectWhole(again.archive, all);
  }
});

it('stops where it is cancelled, and keeps what had come', async () => {
  const all = history(5, FROM, 61);
  await place(all);
  const one = anArchive();
  const outcome = one.archive.bring(MONTHS, {
    ...one.how,
    onProgress: (share) => {
      if (share >= 0.5) one.stop.abort();
    },
  });
  expect(await outcome).toEqual({ ok: false, error: 'cancelled' });
  const two = anArchive();
  // The newest month was whole by then, or all but: it is not shown before it is.
  for (const { month } of (await two.archive.state()).months) expect(month).toBe('2025-11');
  const before = network.requests;
  expect(await two.archive.bring(MONTHS, two.how)).toMatchObject({ ok: true });
  expect(network.requests - before).toBeLessThanOrEqual(5);
  await expectWhole(two.archive, all);
  // Room is given back with what was left of a month that never came whole, and what comes meanwhile is not missed.
  await two.archive.free(MONTHS);
  const three = anArchive();
  const stopping = (share: number) => share >= 0.5 && three.stop.abort();
  await three.archive.bring(['2025-10'], { ...three.how, onProgress: stopping });
  await three.archive.free([]);
  const late = aSale({ at: '2025-10-30T23:00:00.000Z', n: 'tard' });
  await place([late]);
  await two.archive.bring(MONTHS, two.how);
  await expectWhole(two.archive, [...all, late]);
});

it('waits as long as the server asks it to', async () => {
  await place(history(6, FROM, 10));
  let refusals = 2;
  const passOn = network.fetch;
  Object.assign(network, {
    fetch: async (...call: Parameters<typeof fetch>) => {
      refusals -= 1;
      return refusals >= 0 ? new Response('{}', { status: 429, headers: { 'retry-after': '37' } }) : passOn(...call);
    },
  });
  const { archive, how, waited } = anArchive();
  expect(await archive.bring(['2025-10'], how)).toMatchObject({ ok: true });
  expect(waited).toEqual([37_000, 37_000]);
});

it('a second tab that wants the same months finds them, and another shop finds nothing', async () => {
  const all = history(7, FROM, 61);
  await place(all);
  const lock = new Mutex();
  const [one, two] = [anArchive({ lock }), anArchive({ lock })];
  const [first, second] = await Promise.all([one.archive.bring(MONTHS, one.how), two.archive.bring(MONTHS, two.how)]);
  expect(first).toMatchObject({ ok: true });
  expect(second).toEqual(first);
  // The first id, six parts of months, and one look at what changed since.
  expect(network.requests).toBe(8);
  await expectWhole(two.archive, all);
  const neighbour = anArchive({ tenant: `${bench.tenant}x` });
  expect(await neighbour.archive.state()).toEqual({ months: [], at: null, first: null });
});

it('gives room back month by month, and fetches a month again that is wanted again', async () => {
  const all = history(8, FROM, 61);
  await place(all);
  const { archive, how } = anArchive();
  await archive.bring(MONTHS, how);
  const [october, november] = (await archive.state()).months;
  expect(october?.events).toBe(all.filter(({ _id }) => _id.includes('2025-10')).length);
  expect(november?.bytes).toBeGreaterThan(1_000);
  expect((await archive.free(['2025-10'])).months).toEqual([november]);
  const { sales } = await archivedTickets(archive, FROM, TO);
  expect(sales.every(({ day }) => day >= '2025-11-01')).toBe(true);
  await archive.bring(MONTHS, how);
  await expectWhole(archive, all);
  expect(await archive.free(MONTHS)).toEqual({ months: [], at: null, first: null });
});

it('documents that lie among events and are none reach no figure, and what is set aside later leaves them', async () => {
  const good = history(9, FROM, 20);
  const at = '2025-10-05T10:00:00.000Z';
  const real = aSale({ at, n: 'vrai' });
  const sale = { ...real, _id: `sale:${at}:d1-faux` };
  await place([
    ...good,
    real,
    { ...sale, lines: [{ productId: 'product:riz', quantity: 1e300, unitPrice: -5 }] },
    { ...sale, _id: `sale:${at}:d1-autre`, at: '2024-01-01T00:00:00.000Z' },
    { ...sale, _id: `sale:${at}:d1-proto`, lines: JSON.parse('[{"__proto__":{"type":"sale"}}]') },
    { ...sale, _id: `sale:${at}:d1-point`, 'a.b$c': { $gt: '' }, lines: [] },
    { _id: 'sale:2025-10-05', type: 'sale', name: 'sans heure' },
    { _id: `void:sale:${at}:d1-vide`, type: 'void', original: null },
  ]);
  const { archive, how } = anArchive();
  expect(await archive.bring(['2025-10'], how)).toMatchObject({ ok: true });
  await expectWhole(archive, [...good, real]);
  // The server's own sentence on a document that it leaves out comes as a later revision of it.
  const { _rev } = (await bench.onServer(real._id)) as unknown as { _rev: string };
  await place([
    {
      ...real,
      setAside: { at: NOW, reason: 'forged' },
      _rev: `2-${'f'.repeat(32)}`,
      _revisions: { start: 2, ids: ['f'.repeat(32), _rev.slice(2)] },
    },
  ]);
  await archive.refresh(how);
  await expectWhole(archive, good.filter(isLedgerEvent));
});

it('says that the phone has no room, and what had come before stays', async () => {
  const all = history(10, FROM, 61);
  await place(all);
  const { archive, how, reported } = anArchive();
  await archive.bring(['2025-11'], how);
  const { put } = IDBObjectStore.prototype;
  // Notes are small, and still find room.
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: Parameters<typeof put>) {
    if (this.transaction.db.name.endsWith('--days')) throw new DOMException('there is no room', 'QuotaExceededError');
    return put.apply(this, given);
  };
  try {
    expect(await archive.bring(MONTHS, how)).toEqual({ ok: false, error: 'full' });
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  expect(reported).toEqual([]);
  expect((await archive.state()).months.map(({ month }) => month)).toEqual(['2025-11']);
  await archive.bring(MONTHS, how);
  await expectWhole(archive, all);
});

import { couchAdmin } from '@digiboost/couch/provisioning';
import type { ReportRun } from '@digiboost/domain/documents';
import { aReportSchedule } from '@digiboost/domain/documents/testing/examples';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServices } from '../accounts/services.ts';
import { loadSigningKey } from '../accounts/signing-key.ts';
import { connectCouch } from '../couch/client.ts';
import { createLog } from '../http/log.ts';
import type { Delivery } from '../notify/delivery.ts';
import { createWorld, type TestShop, type World } from '../testing/world.ts';
import type { RunParts } from './report-runs.ts';
import { scheduledReports } from './scheduled-reports.ts';
import { makeTenantReport } from './tenant-report.ts';

let world: World;
let services: RunParts['services'];
beforeAll(async () => {
  world = await createWorld();
  const { couchUrl, controlDatabase } = world;
  const key = await loadSigningKey(world.jwtPrivateKey);
  services = createServices({ couch: connectCouch(couchUrl), admin: couchAdmin(couchUrl), controlDatabase, key });
});
afterAll(() => world.close());

/** A shop of the test with one schedule, made on 1 January 2025. */
async function shopWith(changes: Parameters<typeof aReportSchedule>[0]): Promise<TestShop> {
  const shop = await world.newShop();
  const author = { at: '2025-01-01T00:00:00.000Z', by: shop.admin.id, deviceId: 'd1' };
  await services.tenants.store.shop(shop.id).put(aReportSchedule(changes, author));
  return shop;
}

/** A server whose clock shows what the test says, and the messages that it hands over. */
function serverAt(time: () => string, changes: Partial<Parameters<typeof scheduledReports>[0]> = {}) {
  const handed: Delivery[] = [];
  const reports = scheduledReports({
    services,
    make: (tenantId, type, period, at) => makeTenantReport(world.couchUrl, tenantId, type, period, { now: at }),
    outbox: { left: async () => 500, enqueue: async (deliveries) => void handed.push(...deliveries) },
    isOnDuty: () => true,
    log: createLog('silent'),
    now: () => new Date(time()),
    ...changes,
  });
  return { ...reports, handed };
}

const runsOf = (shop: TestShop): Promise<ReportRun[]> =>
  services.tenants.store.shop(shop.id).range<ReportRun>('reportRun:', 'reportRun;');

test('the month is made on the 1st at six, once, by whichever of two servers is first', async () => {
  const shop = await shopWith({ recipients: ['awa@exemple.sn', '+221771234567'], channels: ['EMAIL', 'WHATSAPP'] });
  let now = '2026-12-01T05:45:00.000Z';
  // What was due in November is made first: the shop is new here.
  const [one, other] = [serverAt(() => now), serverAt(() => now)];
  await one.lookAt(shop.id);
  expect((await runsOf(shop)).map(({ from }) => from)).toEqual(['2026-10-01']);
  now = '2026-12-01T06:00:00.000Z';
  await Promise.all([one.lookAt(shop.id), other.lookAt(shop.id)]);
  const [, run, ...more] = await runsOf(shop);
  expect(more).toEqual([]);
  expect(run).toMatchObject({ at: now, from: '2026-11-01', to: '2026-11-30', fileName: expect.stringMatching(/pdf$/) });
  const ids = [...one.handed, ...other.handed].flatMap(({ id, eventId }) => (eventId === run?._id ? [id] : []));
  // Both may hand the messages over: the outbox takes each id once.
  expect(new Set(ids).size).toBe(2);
});

test('after an outage of weeks one report of each is made, and its lost messages are handed over again', async () => {
  const shop = await shopWith({ frequency: 'DAILY' });
  const server = serverAt(() => '2026-03-20T17:00:00.000Z', {
    outbox: { left: async () => 500, enqueue: () => Promise.reject(new Error('down')) },
  });
  await server.lookAt(shop.id);
  const [run, ...more] = await runsOf(shop);
  expect([run?.from, run?.to, more.length]).toEqual(['2026-03-19', '2026-03-19', 0]);
  const later = serverAt(() => '2026-03-20T17:15:00.000Z');
  await later.lookAt(shop.id);
  expect(later.handed.map(({ eventId, address }) => [eventId, address])).toEqual([[run?._id, 'awa@example.sn']]);
  expect(await runsOf(shop)).toHaveLength(1);
});

test('who is not on duty makes nothing, and what cannot be made is written down after a day', async () => {
  const shop = await shopWith({ frequency: 'DAILY' });
  await serverAt(() => '2026-03-20T07:00:00.000Z', { isOnDuty: () => false }).lookAt(shop.id);
  expect(await runsOf(shop)).toEqual([]);
  const broken = { make: () => Promise.reject(new Error('no views')) };
  await serverAt(() => '2026-03-20T07:00:00.000Z', broken).lookAt(shop.id);
  expect(await runsOf(shop)).toEqual([]);
  await serverAt(() => '2026-03-21T06:30:00.000Z', broken).lookAt(shop.id);
  const weekly = await shopWith({ frequency: 'WEEKLY' });
  await serverAt(() => '2026-03-20T07:00:00.000Z', broken).lookAt(weekly.id);
  expect(await runsOf(weekly)).toMatchObject([{ from: '2026-03-09', to: '2026-03-15', fault: 'failed', size: 0 }]);
});

test('files are kept 13 months, the newest of a shop that has many, and are no document of the shop', async () => {
  const { files } = services;
  const file = { tenantId: 't', name: 'a.pdf', mediaType: 'application/pdf', id: 'a'.repeat(32) };
  const bytes = new Uint8Array(3_200_001).map((_, index) => index % 251);
  await files.keep({ ...file, at: '2026-03-01T06:00:00.000Z' }, bytes);
  // What is kept already stays.
  await files.keep({ ...file, at: '2026-03-01T06:00:00.000Z' }, bytes.slice(1));
  const kept = await files.read('t', file.id);
  expect(kept && Buffer.from(kept.bytes).equals(Buffer.from(bytes))).toBe(true);
  expect(await files.read('other', file.id)).toBeNull();
  expect(await files.keep({ ...file, at: '2026-03-01T06:00:00.000Z' }, new Uint8Array(15_000_001))).toEqual({
    ok: false,
    error: 'too-large',
  });
  expect(await files.removeOld(396, new Date('2027-03-31T06:00:00.000Z'))).toBeGreaterThanOrEqual(0);
  expect(await files.read('t', file.id)).not.toBeNull();
  expect(await files.removeOld(396, new Date('2027-04-02T06:00:00.000Z'))).toBeGreaterThanOrEqual(1);
  expect(await files.read('t', file.id)).toBeNull();
});

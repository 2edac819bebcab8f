import { subscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { superviseEmbeddedCouch } from '@digiboost/couch/embedded/supervised';
import { type CouchAdmin, couchAdmin, tenantDatabase } from '@digiboost/couch/provisioning';
import { designDocuments } from '@digiboost/design-docs/build';
import type { ShopDocument } from '@digiboost/domain/documents';
import { aMovement, anAlert, aProduct, aSale, aShop } from '@digiboost/domain/documents/testing/examples';
import { generateSigningKeyPem, startServer } from '@digiboost/server';
import { startTwilioLoopback } from '../../server/src/notify/testing/twilio-loopback.ts';
import { tenth } from './figures.ts';

/**
 * What one size of installation gives. Milliseconds; `quietTickRequests` to the database, per minute, for all shops.
 */
export interface AlertFigures {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly samples: number;
  /** From the last of 10 shops' sales until all of them are checked. */
  readonly changedMs: number;
  readonly quietTickMs: number;
  readonly quietTickRequests: number;
  readonly rssMB: number;
}

const ACTIVE = 10;
const PRODUCTS = 20;
const HISTORY_DAYS = 60;
const ROUND_MS = 30_000;
const BETWEEN_MS = 1_500;

const size = Number(process.argv[2]);
let requests = 0;
const count = () => {
  requests += 1;
};
subscribe('undici:request:create', count);
subscribe('http.client.request.start', count);

const stop: (() => Promise<unknown>)[] = [];
async function measure(): Promise<AlertFigures> {
  const couchUrl = await openCouch();
  const admin = couchAdmin(couchUrl);
  const run = `b${Date.now().toString(36)}`;
  const controlDatabase = `control_${run}`;
  await admin.request('PUT', `/${controlDatabase}`);
  const tenants = Array.from({ length: size }, (_, n) => `${run}x${n}`);
  // The embedded engine's folder goes as a whole.
  if (process.env.COUCHDB_URL) {
    stop.push(() =>
      inTurns([controlDatabase, ...tenants.map(tenantDatabase)], (name) => admin.request('DELETE', `/${name}`)),
    );
  }
  await inTurns(tenants, (id) => makeShop(admin, controlDatabase, id));
  const active = tenants.slice(0, ACTIVE);
  await inTurns(active, (id) => makeHistory(admin, id));

  const twilio = await startTwilioLoopback();
  stop.push(() => twilio.close());
  const server = await startServer({
    couchUrl,
    controlDatabase,
    jwtPrivateKey: generateSigningKeyPem(),
    jwtKid: run,
    port: 0,
    clientDir: undefined,
    logLevel: 'silent',
    notify: { whatsapp: twilio.config, smtp: null, push: null, localOutbox: false },
  });
  stop.push(() => server.close());
  await server.watch.idle();

  const called = (text: string) => twilio.messages.find(({ body }) => body.includes(text))?.at.getTime();
  const waits: number[] = [];
  const checks: number[] = [];
  for (let product = 0; product < PRODUCTS; product += 1) {
    const soldAt = new Map<string, number>();
    const { checked } = server.watch.status();
    await Promise.all(
      active.map(async (id) => {
        soldAt.set(id, Date.now());
        await write(admin, id, [lastSale(product)]);
      }),
    );
    const written = performance.now();
    const deadline = Date.now() + ROUND_MS;
    // The database may take a moment to tell what changed: until then nothing waits.
    while (server.watch.status().checked < checked + active.length && Date.now() < deadline) await pause(5);
    checks.push(performance.now() - written);
    for (const id of active) {
      const name = nameOf(id, product);
      while (called(name) === undefined && Date.now() < deadline) await pause(10);
      waits.push((called(name) ?? Number.POSITIVE_INFINITY) - (soldAt.get(id) ?? 0));
    }
    // What is written about the messages is checked too, before the next sales.
    await pause(BETWEEN_MS);
    await server.watch.idle();
  }

  await pause(1_500);
  await server.watch.idle();
  await server.watch.tick();
  await server.watch.idle();
  const ticks: number[] = [];
  const asked: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    requests = 0;
    const started = performance.now();
    await server.watch.tick();
    ticks.push(performance.now() - started);
    asked.push(requests);
  }
  waits.sort((a, b) => a - b);
  return {
    p50Ms: quantile(waits, 0.5),
    p95Ms: quantile(waits, 0.95),
    p99Ms: quantile(waits, 0.99),
    samples: waits.length,
    changedMs: quantile(
      checks.sort((a, b) => a - b),
      0.5,
    ),
    quietTickMs: quantile(
      ticks.sort((a, b) => a - b),
      0.5,
    ),
    quietTickRequests: Math.min(...asked),
    rssMB: Math.round(process.memoryUsage().rss / 1e6),
  };
}

/** The CouchDB of COUCHDB_URL, or an embedded engine, as `npm start` has it. */
async function openCouch(): Promise<string> {
  if (process.env.COUCHDB_URL) return process.env.COUCHDB_URL;
  const dataDir = await mkdtemp(join(tmpdir(), 'alerts-'));
  const engine = await superviseEmbeddedCouch({ dataDir, admin: { name: 'admin', password: 'bench' }, jwtKeys: {} });
  stop.push(async () => {
    await engine.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  return engine.url.replace('//', '//admin:bench@');
}

async function makeShop(admin: CouchAdmin, control: string, id: string): Promise<void> {
  const tenant = { type: 'tenant', name: id, status: 'ready', createdAt: today(0), createdBy: 'bench' };
  await admin.request('PUT', `/${control}/tenant:${id}`, tenant);
  const database = `/${tenantDatabase(id)}`;
  await admin.request('PUT', `${database}?q=1`);
  // Provisioning asks some twenty times for each shop; the result is the same.
  await admin.request('POST', `${database}/_bulk_docs`, { docs: await designDocuments() });
  const products = Array.from({ length: PRODUCTS }, (_, n) =>
    aProduct({ _id: `product:p${n}`, code: `P${n}`, name: nameOf(id, n), minStock: 0 }),
  );
  const stock = products.map(({ _id }, n) => aMovement({ at: today(-HISTORY_DAYS), n, productId: _id, quantity: 500 }));
  const alert = anAlert({ recipients: ['+221771234567'] });
  await write(admin, id, [aShop(), ...products, ...stock, alert]);
}

/** Each product sells 4 a day. */
async function makeHistory(admin: CouchAdmin, id: string): Promise<void> {
  const sales = Array.from({ length: HISTORY_DAYS }, (_, day) =>
    Array.from({ length: PRODUCTS }, (_, n) => saleOf(n, 4, today(-day - 1), day * PRODUCTS + n)),
  );
  await write(admin, id, sales.flat());
}

const nameOf = (id: string, product: number): string => `${id} produit ${product}.`;
const today = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const saleOf = (product: number, quantity: number, at: string, n: number) =>
  aSale({ at, n, lines: [{ productId: `product:p${product}`, quantity, unitPrice: 500 }] });
/** Takes the rest. */
const lastSale = (product: number) => saleOf(product, 500 - 4 * HISTORY_DAYS, today(0), 1_000_000 + product);

async function write(admin: CouchAdmin, id: string, docs: readonly ShopDocument[]): Promise<void> {
  const { body } = await admin.request('POST', `/${tenantDatabase(id)}/_bulk_docs`, { docs });
  const refused = (body as { error?: string; reason?: string }[]).find(({ error }) => error !== undefined);
  if (refused) throw new Error(`A document was refused: ${refused.reason}`);
}

/** Does `work` for all items, a few at a time. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 6 }, worker));
}

const quantile = (sorted: readonly number[], p: number): number =>
  tenth(sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)] ?? Number.NaN);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

try {
  process.stdout.write(`${JSON.stringify(await measure())}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
} finally {
  for (const end of stop.reverse()) await end();
}
process.exit();

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { couchAdmin, provisionTenant, tenantDatabase } from '@digiboost/couch/provisioning';
import type { Alert, AlertEvent, Count, Product, ShopDocument } from '@digiboost/domain/documents';
import { aCount, aMovement, anAlert, aProduct, aShop } from '@digiboost/domain/documents/testing/examples';
import type { Instant } from '@digiboost/domain/shared/day';
import { Registry } from 'prom-client';
import { createServices, type Services } from '../../accounts/services.ts';
import { generateSigningKeyPem, loadSigningKey } from '../../accounts/signing-key.ts';
import { connectCouch } from '../../couch/client.ts';
import { openTestCouch } from '../../couch/testing/couch.ts';
import { createLog } from '../../http/log.ts';
import type { Delivery, DeliveryState, OnState } from '../../notify/delivery.ts';
import type { Outbox } from '../../notify/outbox/outbox.ts';
import { createWatch, type Watch } from '../watch.ts';

/** An outbox that remembers, by id as the real one does, and fails when it is told to. */
export interface FakeOutbox extends Outbox {
  readonly deliveries: Map<string, Delivery>;
  /** Deliveries handed over again although they were there. */
  repeated: number;
  failures: number;
  /** What each shop may still send today. */
  leftEach: number;
  /** Tells the watch what became of a delivery. */
  tell(id: string, state: DeliveryState, reason?: string): Promise<void>;
}

/** A shop that is watched. */
export interface WatchedShop {
  readonly id: string;
  write(...docs: readonly ShopDocument[]): Promise<void>;
  events(): Promise<AlertEvent[]>;
  get<D extends ShopDocument>(id: string): Promise<D>;
}

/** Shops, a clock that the test moves, and as many watches as the test wants over one control database. */
export interface WatchBench {
  readonly services: Services;
  readonly outbox: FakeOutbox;
  readonly at: Date;
  now(): Instant;
  advance(ms: number): void;
  shop(...docs: readonly ShopDocument[]): Promise<WatchedShop>;
  /** One more server; `deaf`: the feed of changes refuses it; `feedUrl`: where the feed is instead. */
  watch(options?: { readonly deaf?: boolean; readonly feedUrl?: string; readonly couchUrl?: string }): Promise<Watch>;
  /** Waits until `look` gives something that satisfies `expected`. */
  until<T>(look: () => Promise<T>, expected: (value: T) => boolean): Promise<T>;
  /** A feed that lives, and forgets to tell what changes; `drop` ends it, to be opened anew. */
  forgetfulFeed(): Promise<{ readonly url: string; drop(): void }>;
  /** A way to the database that can be cut. */
  line(): Promise<{ readonly url: string; cut(): void; mend(): void }>;
  close(): Promise<void>;
}

const START = '2026-03-02T12:00:00.000Z';
const PATIENCE_MS = 40_000;

/** The alert on every rupture, told to one number. */
export const ruptureAlert = (changes: Partial<Alert> = {}): Alert =>
  anAlert({ recipients: ['+221771234567'], channels: ['WHATSAPP'], ...changes });

/** That there was nothing of `products` on the shelf long before START. */
export const countedEmpty = (products: readonly Product[]): Count[] =>
  products.map(({ _id: productId }, n) => aCount({ at: '2026-02-01T08:00:00.000Z', n, productId, counted: 0 }));

/** A shop with rice: 10 kg on the shelf since the morning. */
export const stockedShop = (): ShopDocument[] => [
  aShop(),
  aProduct(),
  aMovement({ at: '2026-03-02T08:00:00.000Z', quantity: 10 }),
];

function fakeOutbox(now: () => Instant): FakeOutbox {
  let listener: OnState = async () => undefined;
  const outbox: FakeOutbox = {
    deliveries: new Map(),
    repeated: 0,
    failures: 0,
    leftEach: 500,
    left: async () => outbox.leftEach,
    async enqueue(deliveries) {
      if (outbox.failures > 0) {
        outbox.failures -= 1;
        throw new Error('the control database is away');
      }
      for (const delivery of deliveries) {
        if (outbox.deliveries.has(delivery.id)) outbox.repeated += 1;
        else outbox.deliveries.set(delivery.id, delivery);
      }
    },
    onState(heard) {
      listener = heard;
    },
    async tell(id, state, reason) {
      const delivery = outbox.deliveries.get(id);
      if (!delivery) throw new Error(`No delivery ${id}`);
      await listener(delivery, state, reason, now());
    },
  };
  return outbox;
}

/** Opens a bench on COUCHDB_URL or an embedded engine of its own. */
export async function openWatchBench(): Promise<WatchBench> {
  const couch = await openTestCouch();
  const admin = couchAdmin(couch.url);
  const controlDatabase = `control_${couch.uniqueId()}`;
  await admin.request('PUT', `/${controlDatabase}`);
  const key = await loadSigningKey(generateSigningKeyPem(), couch.uniqueId());
  const connection = connectCouch(couch.url);
  const services = createServices({ couch: connection, admin, controlDatabase, key });
  const log = createLog('silent', new Writable({ write: (_chunk, _encoding, done) => done() }));
  let ms = Date.parse(START);
  const now = () => new Date(ms);
  const outbox = fakeOutbox(() => now().toISOString());
  const watches: Watch[] = [];
  const closing: (() => Promise<void> | void)[] = [];

  return {
    services,
    outbox,
    get at() {
      return now();
    },
    now: () => now().toISOString(),
    advance(by) {
      ms += by;
    },
    async shop(...docs) {
      const id = couch.uniqueId();
      await services.tenants.store.reserve(id, id, 'operator', now());
      await provisionTenant(admin, id);
      await services.tenants.store.markReady(id);
      const database = services.tenants.store.shop(id);
      const shop: WatchedShop = {
        id,
        async write(...more) {
          const rows = await database.request<{ error?: string; id: string; reason?: string }[]>('post', '_bulk_docs', {
            docs: more,
          });
          const refused = rows.find(({ error }) => error !== undefined);
          if (refused) throw new Error(`${refused.id}: ${refused.reason}`);
        },
        events: () => database.range<AlertEvent>('alertEvent:', 'alertEvent;'),
        async get<D extends ShopDocument>(docId: string) {
          const doc = await database.get<D>(docId);
          if (!doc) throw new Error(`${tenantDatabase(id)} has no ${docId}`);
          return doc;
        },
      };
      if (docs.length > 0) await shop.write(...docs);
      return shop;
    },
    async watch({ deaf = false, couchUrl = couch.url, feedUrl = couchUrl } = {}) {
      const watch = createWatch({
        // Nobody answers on port 9.
        couchUrl: deaf ? 'http://admin:pw@127.0.0.1:9' : feedUrl,
        couch: couchUrl === couch.url ? connection : connectCouch(couchUrl),
        services:
          couchUrl === couch.url
            ? services
            : createServices({ couch: connectCouch(couchUrl), admin, controlDatabase, key }),
        outbox,
        log,
        now,
        register: new Registry(),
      });
      watches.push(watch);
      await watch.start();
      return watch;
    },
    async until(look, expected) {
      const started = performance.now();
      for (;;) {
        const value = await look();
        if (expected(value)) return value;
        if (performance.now() - started > PATIENCE_MS) throw new Error(`Waited in vain: ${JSON.stringify(value)}`);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    async forgetfulFeed() {
      const open = new Set<ServerResponse>();
      const feed = createServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('\n');
        open.add(response);
      });
      feed.listen(0, '127.0.0.1');
      await once(feed, 'listening');
      const drop = () => {
        for (const response of open) response.destroy();
        open.clear();
      };
      closing.push(() => {
        drop();
        feed.close();
      });
      return { url: `http://admin:pw@127.0.0.1:${(feed.address() as AddressInfo).port}`, drop };
    },
    async line() {
      const { hostname, port, username, password } = new URL(couch.url);
      const sockets = new Set<Socket>();
      let isCut = false;
      const proxy = net.createServer((socket) => {
        if (isCut) {
          socket.destroy();
          return;
        }
        const upstream = net.connect(Number(port), hostname);
        for (const [from, to] of [
          [socket, upstream],
          [upstream, socket],
        ] as const) {
          sockets.add(from);
          from.on('error', () => to.destroy());
          from.on('close', () => {
            sockets.delete(from);
            to.destroy();
          });
          from.pipe(to);
        }
      });
      proxy.listen(0, '127.0.0.1');
      await once(proxy, 'listening');
      const cut = () => {
        isCut = true;
        for (const socket of sockets) socket.destroy();
      };
      closing.push(() => {
        cut();
        proxy.close();
      });
      return {
        url: `http://${username}:${password}@127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        cut,
        mend() {
          isCut = false;
        },
      };
    },
    async close() {
      for (const watch of watches) await watch.stop();
      for (const end of closing) await end();
      await couch.close();
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Product, revise } from '@digiboost/domain/documents';
import { aProduct, aSale } from '@digiboost/domain/documents/testing/examples';
import httpAdapter from 'pouchdb-adapter-http';
import leveldb from 'pouchdb-adapter-leveldb';
import PouchDB from 'pouchdb-core';
import replication from 'pouchdb-replication';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AWA, type Shop, unique, type Workbench } from './workbench.ts';

const Pouch = PouchDB.plugin(httpAdapter).plugin(leveldb).plugin(replication);

type Phone = PouchDB.Database<Record<string, unknown>>;

/** PouchDB's own replicator against the engine, as a phone with a token. */
export function describeReplication(bench: () => Workbench): void {
  describe('replication', () => {
    let folder = '';
    let shop: Shop;
    const phones: Phone[] = [];
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'phones-'));
      shop = await bench().shop();
    });
    afterAll(async () => {
      for (const phone of phones) await phone.close();
      await rm(folder, { recursive: true });
    });

    function phone(): Phone {
      const opened: Phone = new Pouch(join(folder, unique('phone')), { adapter: 'leveldb' });
      phones.push(opened);
      return opened;
    }

    function remote(auth: string): Phone {
      const withToken: PouchDB.Core.Options['fetch'] = (url, options = {}) => {
        const headers = new Headers(options.headers);
        headers.set('authorization', auth);
        return fetch(url, { ...options, headers });
      };
      return new Pouch(`${bench().origin}/${shop.database}`, { fetch: withToken, skip_setup: true });
    }

    test('sends what a phone holds and brings it to another', async () => {
      const [one, two] = [phone(), phone()];
      const sales = Array.from({ length: 250 }, (_, n) => aSale({ n: n + 1 }));
      await one.bulkDocs([aProduct(), ...sales]);
      const sent = await one.replicate.to(remote(shop.user));
      expect(sent).toMatchObject({ ok: true, docs_written: 251, doc_write_failures: 0 });
      const brought = await two.replicate.from(remote(shop.viewer));
      expect(brought.ok).toBe(true);
      expect((await two.get(sales[249]?._id ?? '')).lines).toEqual(aSale().lines);
      const again = await one.replicate.to(remote(shop.user));
      expect(again.docs_written).toBe(0);
    });

    test('keeps both sides of two edits made apart', async () => {
      const [one, two] = [phone(), phone()];
      const product = aProduct({ code: 'MIL' });
      const { _id: id } = product;
      await one.replicate.from(remote(shop.user));
      const stored = await one.get(id).catch(() => undefined);
      if (stored === undefined) await one.put({ ...product });
      await one.replicate.to(remote(shop.user));
      await two.replicate.from(remote(shop.user));
      for (const [device, name] of [
        [one, 'Mil de Kaolack'],
        [two, 'Mil de Thiès'],
      ] as const) {
        const held = (await device.get(id)) as unknown as Product;
        await device.put({ ...revise(held, { name }, { at: held.createdAt, by: AWA, deviceId: 'd2' }) });
      }
      await one.replicate.to(remote(shop.user));
      await two.replicate.to(remote(shop.user));
      const { body } = await bench().ask('GET', `/${shop.database}/${id}?conflicts=true`);
      expect(body._conflicts).toHaveLength(1);
      await one.replicate.from(remote(shop.user));
      await two.replicate.from(remote(shop.user));
      const winners = await Promise.all([one, two].map((device) => device.get(id, { conflicts: true })));
      expect(winners[0]).toEqual(winners[1]);
      expect(winners[0]?._rev).toBe(body._rev);
    });

    test('reports what the rules refuse, and goes on', async () => {
      const one = phone();
      const fine = aSale({ n: 900 });
      await one.bulkDocs([fine, { ...aSale({ n: 901 }), lines: [] }]);
      const sent = await one.replicate.to(remote(shop.user));
      expect(sent).toMatchObject({ docs_written: 1, doc_write_failures: 1 });
      expect((await bench().ask('GET', `/${shop.database}/${fine._id}`)).status).toBe(200);
    });

    test('stops when the token is not for this shop', async () => {
      const stranger = await bench().token({ roles: ['another:admin'] });
      const one = phone();
      await one.put({ ...aSale({ n: 950 }) });
      await expect(one.replicate.to(remote(stranger))).rejects.toMatchObject({ status: 403 });
      await expect(one.replicate.from(remote(stranger))).rejects.toMatchObject({ status: 403 });
    });

    test('follows live', async () => {
      const one = phone();
      const live = one.replicate.from(remote(shop.user), { live: true, heartbeat: 5000 });
      const sale = aSale({ n: 990 });
      const arrived = new Promise<void>((resolve) => {
        live.on('change', ({ docs }) => docs.some(({ _id }) => _id === sale._id) && resolve());
      });
      await bench().ask('POST', `/${shop.database}/_bulk_docs`, { auth: shop.user, body: { docs: [sale] } });
      await arrived;
      const stopped = new Promise((resolve) => live.on('complete', resolve));
      live.cancel();
      await stopped;
      expect((await one.get(sale._id)).day).toBe(sale.day);
    });
  });
}

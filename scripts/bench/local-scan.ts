/// <reference lib="dom" />
import { build } from 'esbuild';

/** In the page: what `localScanSource` defines. */
export interface LocalScan {
  /** Replicates the whole remote database into a local one, as plain PouchDB does; resolves when it is complete. */
  replicate(local: string, remote: string, token: string): Promise<{ docs: number; waitedMs: number }>;
  /** The overview, computed from every document of the local database. */
  scan(local: string, today: string): Promise<{ docs: number; revenue: number }>;
}

/** A script that puts a LocalScan on `globalThis.localScan`: the peer that has no projections. */
export const localScanSource = (): Promise<string> => bundled(SOURCE);

/** A module of these `contents` with all that it imports, as a script for a page. */
export async function bundled(contents: string): Promise<string> {
  const result = await build({
    stdin: { contents, resolveDir: 'client', loader: 'ts' },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    minify: true,
    define: { global: 'globalThis' },
  });
  return result.outputFiles[0]?.text ?? '';
}

const SOURCE = `
import PouchDB from 'pouchdb-core';
import idb from 'pouchdb-adapter-idb';
import http from 'pouchdb-adapter-http';
import replication from 'pouchdb-replication';
import { isLedgerEvent } from '@digiboost/domain/documents/ledger-event';
import { entriesOf, stockOnHand, ticketEffects, addTicket } from '@digiboost/domain/ledger';
import { overview } from '@digiboost/domain/kpis';

PouchDB.plugin(idb).plugin(http).plugin(replication);

globalThis.localScan = {
  async replicate(local, remote, token) {
    let waitedMs = 0;
    const from = new PouchDB(remote, { fetch: async (url, init) => {
      init.headers.set('authorization', 'Bearer ' + token);
      let answer = await PouchDB.fetch(url, init);
      while (answer.status === 429) {
        const waitMs = 1000 * Number(answer.headers.get('retry-after') ?? 10);
        waitedMs += waitMs;
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        answer = await PouchDB.fetch(url, init);
      }
      if (!answer.ok || !String(url).includes('/_changes')) return answer;
      // A member is shown which design documents there are, and may not read them.
      const { results, ...rest } = await answer.json();
      return Response.json({ ...rest, results: results.filter(({ id }) => !id.startsWith('_design/')) });
    } });
    const result = await PouchDB.replicate(from, new PouchDB(local, { adapter: 'idb' }), { batch_size: 500 }).catch(
      // PouchDB's own errors reach the bench without their words.
      (error) => { throw new Error(JSON.stringify({ message: error.message, ...error })); },
    );
    return { docs: result.docs_written, waitedMs };
  },
  async scan(local, today) {
    const db = new PouchDB(local, { adapter: 'idb' });
    const { rows } = await db.allDocs({ include_docs: true });
    const docs = rows.map((row) => row.doc);
    const events = docs.filter(isLedgerEvent);
    const stock = stockOnHand(events.flatMap(entriesOf));
    const days = new Map();
    for (const event of events) {
      for (const effect of ticketEffects(event)) days.set(effect.day, addTicket(days.get(effect.day), effect));
    }
    const lines = docs.filter((doc) => doc.type === 'product').map((product) => ({ product, onHand: stock.get(product._id) ?? 0 }));
    const result = overview(lines, [...days.values()], today);
    await db.close();
    return { docs: docs.length, revenue: result.sales.month.current };
  },
};
`;

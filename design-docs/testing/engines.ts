import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import type { ShopDocument } from '@digiboost/domain/documents';
import leveldb from 'pouchdb-adapter-leveldb';
import PouchDB from 'pouchdb-core';
import mapreduce from 'pouchdb-mapreduce';
import { designDocuments } from '../build/index.ts';
import type { AskView, ViewAnswer } from '../src/view.ts';
import { inMemory, plainMap, type RunMap } from './in-memory.ts';

/** Something that runs our views; `withDocuments` gives `use` a way to ask them over `docs`, and cleans up. */
export interface Engine {
  readonly name: string;
  /** How many random histories a test can afford. */
  readonly runs: number;
  withDocuments<T>(docs: readonly ShopDocument[], use: (ask: AskView) => Promise<T>): Promise<T>;
}

PouchDB.plugin(leveldb).plugin(mapreduce);

/** The compiled text, evaluated once in a context that has nothing but `emit`. */
async function compiledMap(): Promise<RunMap> {
  let rows: { key: unknown; value: unknown }[] = [];
  const sandbox = vm.createContext({ emit: (key: unknown, value: unknown) => rows.push({ key, value }) });
  const maps = new Map<string, (doc: ShopDocument) => void>();
  for (const { _id, views = {} } of await designDocuments()) {
    for (const [name, { map }] of Object.entries(views)) maps.set(`${_id}/${name}`, vm.runInContext(map, sandbox));
  }
  return (view, doc) => {
    rows = [];
    const map = maps.get(`_design/${view.ddoc}/${view.name}`);
    if (!map) throw new Error(`${view.ddoc}/${view.name} is not compiled`);
    map(JSON.parse(JSON.stringify(doc)));
    return JSON.parse(JSON.stringify(rows));
  };
}

const plain: Engine = { name: 'plain call', runs: 200, withDocuments: (docs, use) => use(inMemory(docs, plainMap)) };

const compiled: Engine = {
  name: 'compiled text',
  runs: 100,
  withDocuments: async (docs, use) => use(inMemory(docs, await compiledMap())),
};

const pouch: Engine = {
  name: 'PouchDB',
  runs: 12,
  async withDocuments(docs, use) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'views-'));
    const db = new PouchDB<object>(path.join(folder, 'shop'), { adapter: 'leveldb' });
    try {
      await db.bulkDocs([...(await designDocuments()), ...docs]);
      return await use((view, queries) =>
        Promise.all(
          queries.map(async (query) => {
            const options = { reduce: view.reduce !== undefined, ...query };
            const answer: unknown = await db.query(`${view.ddoc}/${view.name}`, options as object);
            return answer as ViewAnswer<never, never>;
          }),
        ),
      );
    } finally {
      await db.close();
      await rm(folder, { recursive: true });
    }
  },
};

const couchDb = (address: string): Engine => ({
  name: 'CouchDB',
  runs: 10,
  async withDocuments(docs, use) {
    const { username, password, origin } = new URL(address);
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const database = `dd_${randomBytes(8).toString('hex')}`;
    const request = async (method: string, suffix: string, body?: unknown) => {
      const answer = await fetch(`${origin}/${database}${suffix}`, {
        method,
        headers: { authorization, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const json = await answer.json();
      if (!answer.ok) throw new Error(`${method} ${suffix}: ${JSON.stringify(json)}`);
      return json as unknown;
    };
    await request('PUT', '?q=2');
    try {
      // Without the rules: what is stored may be older than they are.
      const views = (await designDocuments()).filter((ddoc) => ddoc.views);
      await request('POST', '/_bulk_docs', { docs: [...views, ...docs] });
      return await use(async (view, queries) => {
        const view_ = `/_design/${view.ddoc}/_view/${view.name}/queries`;
        const { results } = (await request('POST', view_, { queries })) as { results: ViewAnswer<never, never>[] };
        return results;
      });
    } finally {
      await request('DELETE', '');
    }
  },
});

/** Every engine that can run here; a real CouchDB where COUCHDB_URL names one, with an administrator's credentials. */
export const engines: readonly Engine[] = [
  plain,
  compiled,
  pouch,
  ...(process.env.COUCHDB_URL ? [couchDb(process.env.COUCHDB_URL)] : []),
];

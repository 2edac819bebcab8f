import idb from 'pouchdb-adapter-idb';
import PouchDB from 'pouchdb-core';
import { createProjector } from '../model/projector.ts';
import { type FromWorker, replicaName, type ToWorker } from './channel.ts';
import { makeWritesDurable } from './durable-writes.ts';
import { Leader } from './leader.ts';
import { PageTokens } from './page-tokens.ts';
import type { Pouch } from './pouch.ts';

makeWritesDurable();
PouchDB.plugin(idb);

// Every tab starts this worker; the lock lets one of them at a time open the database. The others wait for its end.
const send = (message: FromWorker): void => postMessage(message);
const tokens = new PageTokens(send);
let end: () => void = () => undefined;
const ended = new Promise<void>((resolve) => {
  end = resolve;
});

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'open') void lead(data.tenantId, data.device);
  else if (data.kind === 'token') tokens.answer(data);
  else end();
});

async function lead(tenantId: string, device: string): Promise<void> {
  const waiting = new AbortController();
  void ended.then(() => waiting.abort());
  try {
    await navigator.locks.request(replicaName(tenantId), { signal: waiting.signal }, async () => {
      const leader = await Leader.start({
        tenantId,
        device,
        db: new PouchDB(`replica-${tenantId}`, { adapter: 'idb', auto_compaction: true }) as unknown as Pouch,
        url: `${location.origin}/db/shop_${tenantId}`,
        fetch: (input, init) => fetch(input, init),
        createProjector,
        token: (refused) => tokens.ask(refused),
        now: Date.now,
        random: Math.random,
        report: (error) => reportError(error),
      });
      await ended;
      await leader.close();
    });
  } catch (error) {
    if (!waiting.signal.aborted) reportError(error);
  }
  send({ kind: 'closed' });
}

import { Agent, request } from 'node:http';
import { aSupplier } from '@digiboost/domain/documents/testing/examples';
import { signIn, startApiServer } from './api.ts';
import type { BenchResult } from './result.ts';

/** Each attack goes on for so long. */
const ATTACK_MS = 5_000;
const QUIET_MS = 5_000;
/** Requests that the hostile person has under way; the server lets in as many as it sees fit. */
const AT_ONCE = 40;
/** Phones of the other shop, each of a person of its own: within what one may ask in a minute, for the whole bench. */
const PHONES = 8;
const PAUSE_MS = 100;

interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
}

interface Answered {
  readonly status: number;
  readonly ms: number;
}

/**
 * What the worst second of a hostile viewer costs another shop: one person asks flat out the dearest of what the door
 * lets in, one kind after the other, while phones of another shop read, follow and sell. The figure that counts is the
 * 95th percentile of the other shop's answers in its worst second.
 */
export async function hostile(): Promise<BenchResult> {
  const server = await startApiServer('demo,neighbour');
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  try {
    const { url, shops } = server.installation;
    const { demo, neighbour } = shops;
    if (!demo || !neighbour) throw new Error('The shops of the bench are missing.');
    const people = await Promise.all(demo.logins.slice(0, PHONES).map((login) => signIn(url, login)));
    if (people.length < PHONES) throw new Error('The shop has fewer people than phones.');
    const phones = phonesOf(agent, url, `/db/${demo.database}`, people);
    const quiet = worstSecond(await phones(QUIET_MS));
    const figures: Record<string, unknown> = {};
    let worst = 0;
    const attacks = await attacksOn(
      agent,
      url,
      `/db/${neighbour.database}`,
      await signIn(url, neighbour.logins[0] ?? none()),
    );
    for (const [index, [name, asked]] of Object.entries(attacks).entries()) {
      // Somebody else for each kind: nobody has used up their minute.
      const { token } = await signIn(url, neighbour.logins[(index + 1) % neighbour.logins.length] ?? none());
      const [times, refused] = await Promise.all([phones(ATTACK_MS), attack(agent, url, token, asked)]);
      const p95Ms = worstSecond(times);
      worst = Math.max(worst, p95Ms);
      figures[name] = { worstSecondP95Ms: p95Ms, ...refused };
    }
    return {
      figures: { quietWorstSecondP95Ms: quiet, worstSecondP95Ms: worst, byAttack: figures },
      conditions: { attackMs: ATTACK_MS, atOnce: AT_ONCE, phones: PHONES, promisedMs: 250 },
    };
  } finally {
    agent.destroy();
    await server.close();
  }
}

function none(): never {
  throw new Error('The shop has nobody.');
}

/** What a shop's phones ask for so long; resolves to when each answer came and how long it took. */
function phonesOf(agent: Agent, url: string, db: string, people: readonly { token: string; id: string }[]) {
  const product = { startkey: 'product:', endkey: 'product;', inclusive_end: false, limit: 100 };
  const catalogue = { queries: [{ ...product, include_docs: true, conflicts: true, update_seq: true }] };
  const write = (id: string): Ask => {
    const supplier = { ...aSupplier(), _id: `supplier:${crypto.randomUUID()}`, createdBy: id, updatedBy: id };
    return { method: 'POST', path: `${db}/_bulk_docs`, body: JSON.stringify({ docs: [supplier] }) };
  };
  const asks: readonly ((id: string) => Ask)[] = [
    () => ({ method: 'GET', path: `${db}/shop` }),
    () => ({ method: 'GET', path: `${db}/_changes?since=now&limit=100` }),
    () => ({ method: 'POST', path: `${db}/_all_docs/queries`, body: JSON.stringify(catalogue) }),
    write,
  ];
  return async (forMs: number): Promise<{ at: number; ms: number }[]> => {
    const times: { at: number; ms: number }[] = [];
    const started = performance.now();
    await Promise.all(
      people.map(async ({ token, id }, n) => {
        for (let turn = n; performance.now() - started < forMs; turn += 1) {
          const at = performance.now() - started;
          const { status, ms } = await send(agent, url, token, (asks[turn % asks.length] ?? none)(id));
          if (status >= 400) throw new Error(`The other shop was answered ${status}.`);
          times.push({ at, ms });
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
      }),
    );
    return times;
  };
}

function worstSecond(times: readonly { readonly at: number; readonly ms: number }[]): number {
  const seconds = new Map<number, number[]>();
  for (const { at, ms } of times) {
    const second = Math.floor(at / 1_000);
    seconds.set(second, [...(seconds.get(second) ?? []), ms]);
  }
  const worst = [...seconds.values()].map((second) => {
    second.sort((a, b) => a - b);
    return second[Math.ceil(0.95 * second.length) - 1] ?? 0;
  });
  return Math.round(Math.max(...worst));
}

/** The dearest of each kind that the door lets in, and what it refuses at the last moment. */
async function attacksOn(
  agent: Agent,
  url: string,
  db: string,
  { token }: { token: string },
): Promise<Readonly<Record<string, Ask>>> {
  const post = (path: string, body: unknown): Ask => ({ method: 'POST', path: db + path, body: JSON.stringify(body) });
  const changes: Ask = { method: 'GET', path: `${db}/_changes?since=0&limit=1000&include_docs=true&style=all_docs` };
  const { results } = JSON.parse(await read(agent, url, token, changes)) as {
    results: { id: string; changes: { rev: string }[] }[];
  };
  const revisions = results
    .filter(({ id }) => !id.startsWith('_'))
    .map(({ id, changes: [change] }) => ({ id, rev: change?.rev ?? '' }));
  const all = { startkey: 'a', endkey: 'z', inclusive_end: false, include_docs: true, conflicts: true, limit: 10_000 };
  const day = (n: number) => new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10);
  const days = (n: number) => ({ startkey: [day(92 * (n + 1))], endkey: [day(92 * n), {}], group: true });
  const text = 'x'.repeat(60);
  return {
    changes,
    ranges: post('/_all_docs/queries', { queries: [{ ...all, update_seq: true }] }),
    keys: post('/_all_docs?include_docs=true', { keys: revisions.map(({ id }) => id) }),
    revisions: post('/_bulk_get?revs=true', { docs: revisions }),
    missing: post('/_revs_diff', Object.fromEntries(revisions.map(({ id, rev }) => [id, [rev]]))),
    days: post('/_design/sales/_view/activity_by_day_and_product/queries', { queries: [0, 1, 2, 3].map(days) }),
    products: post('/_design/stock/_view/stock_by_product/queries', {
      queries: Array.from({ length: 500 }, (_, n) => ({ startkey: [`product:${n}`, 0], endkey: [`product:${n}`, {}] })),
    }),
    writes: post('/_bulk_docs', {
      docs: Array.from({ length: 500 }, (_, n) => ({ ...aSupplier(), _id: `supplier:h${n}`, notes: text.repeat(50) })),
    }),
    values: post('/_bulk_docs', {
      docs: Array.from({ length: 500 }, (_, n) => ({ _id: `supplier:v${n}`, list: new Array(180).fill(1) })),
    }),
    feeds: { method: 'GET', path: `${db}/_changes?feed=longpoll&since=0&limit=1000&heartbeat=10000` },
    refused: { method: 'GET', path: `${db}/_find` },
  };
}

async function attack(agent: Agent, url: string, token: string, asked: Ask) {
  const counts = { answered: 0, refused: 0 };
  const started = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (performance.now() - started < ATTACK_MS) {
        // A connection that the server gives up is a refusal too.
        const { status } = await send(agent, url, token, asked).catch(() => ({ status: 0 }));
        if (status >= 200 && status < 400) counts.answered += 1;
        else counts.refused += 1;
      }
    }),
  );
  return counts;
}

function send(agent: Agent, url: string, token: string, asked: Ask): Promise<Answered> {
  const at = performance.now();
  return open(agent, url, token, asked).then(
    (answer) =>
      new Promise((resolve, reject) => {
        answer.resume();
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, ms: performance.now() - at }));
        answer.on('error', reject);
      }),
  );
}

async function read(agent: Agent, url: string, token: string, asked: Ask): Promise<string> {
  let text = '';
  for await (const part of (await open(agent, url, token, asked)).setEncoding('utf8')) text += part;
  return text;
}

function open(agent: Agent, url: string, token: string, { method, path, body }: Ask) {
  return new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
    };
    request(url + path, { agent, method, headers }, resolve)
      .on('error', reject)
      .end(body);
  });
}

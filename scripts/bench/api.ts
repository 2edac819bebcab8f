import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { aSale } from '@digiboost/domain/documents/testing/examples';
import { addDays } from '@digiboost/domain/shared/day';
import { agentOf } from '../testing/agent.ts';
import { differingFigures } from '../testing/agent-figures.ts';
import { type LoadResult, load, type Question } from './api-load.ts';
import type { ApiInstallation } from './api-server.ts';
import type { BenchResult } from './result.ts';

const USERS = 50;
const WARM_MS = 5_000;
/** API_SECONDS says another length. */
const LOAD_MS = Number(process.env.API_SECONDS ?? 20) * 1_000;
/** Users look at an answer before they ask again. */
const PAUSE_MS = 1_000;

interface ShopFigures {
  /** Every user asks again as soon as it has its answer. */
  readonly flatOut: LoadResult;
  /** Every user waits a second, on average. */
  readonly paced: LoadResult;
  /** So many assistants ask the tools of `/mcp`, each waiting a second. */
  readonly agents: LoadResult;
}

/**
 * The API with 50 users at once, login apart: dashboards, stock, alerts, and the synchronisation of phones that sell
 * meanwhile, then with 50 assistants; on the demo shop and on the shop of two years. API_SHOPS names fewer of them,
 * such as `demo`.
 */
export async function api(): Promise<BenchResult> {
  const server = await startApiServer(process.env.API_SHOPS ?? 'demo,big');
  try {
    const { url, shops } = server.installation;
    const figures: Record<string, ShopFigures> = {};
    for (const [name, { database, manager, logins }] of Object.entries(shops)) {
      const accounts = await Promise.all(logins.map((login) => signIn(url, login)));
      const tokens = Array.from({ length: USERS }, (_, n) => accounts[n % accounts.length]?.token ?? '');
      const asking = { url, tokens, questions: questionsOf(database, accounts[0]?.id ?? '') };
      await load({ ...asking, forMs: WARM_MS, pauseMs: PAUSE_MS });
      figures[name] = {
        paced: await load({ ...asking, forMs: LOAD_MS, pauseMs: PAUSE_MS }),
        flatOut: await load({ ...asking, forMs: LOAD_MS, pauseMs: 0 }),
        agents: await load({ url, tokens, questions: await toolsOf(url, manager), forMs: LOAD_MS, pauseMs: PAUSE_MS }),
      };
    }
    return { figures, conditions: { users: USERS, pauseMs: PAUSE_MS } };
  } finally {
    await server.close();
  }
}

/** Starts a server with the shops of these names in a process of its own. */
export async function startApiServer(
  names: string,
): Promise<{ installation: ApiInstallation; close(): Promise<void> }> {
  const dataDir = process.env.DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'api-')));
  const { child, installation } = await start(names, dataDir);
  return {
    installation,
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      if (process.env.DATA_DIR === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function start(names: string, dataDir: string): Promise<{ child: ChildProcess; installation: ApiInstallation }> {
  const script = fileURLToPath(new URL('./api-server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, names], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DATA_DIR: dataDir },
  });
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.endsWith('\n')) resolve({ child, installation: JSON.parse(output) as ApiInstallation });
    });
    child.once('exit', (code) => reject(new Error(`The server of the bench ended with ${code}.`)));
  });
}

/** Signs in; the token, and who it is. */
export async function signIn(
  url: string,
  login: { email: string; password: string },
): Promise<{ token: string; id: string }> {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  });
  if (!answer.ok) throw new Error(`Signing in was answered with ${answer.status}.`);
  const { accessToken, user } = (await answer.json()) as { accessToken: string; user: { id: string } };
  return { token: accessToken, id: user.id };
}

/** What assistants ask; rejects when their figures are not those of the API. */
async function toolsOf(url: string, manager: { email: string; password: string }): Promise<Question[]> {
  const agent = await agentOf(url, manager);
  const { products } = (await agent.api('/dashboards/stock-detail?limit=1')) as {
    products: { id: string; code: string }[];
  };
  const { id: product, code: word } = products[0] ?? { id: '', code: '' };
  const [differing] = await differingFigures(agent, { product, word });
  if (differing) throw new Error(`${differing.tool} told other figures than the API.`);
  await agent.close();
  const call = (name: string, args: object = {}): Question => ({
    name,
    method: 'POST',
    path: '/mcp',
    key: agent.key,
    body: () => ({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: args } }),
    isAnswered: (text) => text.includes('"structuredContent"'),
  });
  return [
    call('vue_ensemble'),
    call('etat_stock'),
    call('rapport_ventes'),
    call('chercher_produit', { mots: 'riz' }),
    call('analyser_produit', { id: product }),
    call('liste_achats', { budget: 50_000 }),
    call('ruptures_prevues'),
    call('clients_debiteurs'),
    call('caisse_du_jour'),
    call('alertes_ouvertes'),
  ];
}

/** What the app and its phones ask, a sale among a dozen questions. */
function questionsOf(database: string, userId: string): Question[] {
  const today = new Date().toISOString().slice(0, 10);
  const month = `from=${addDays(today, -29)}&to=${today}`;
  const get = (name: string, path: string): Question => ({ name, method: 'GET', path });
  const db = `/db/${database}`;
  const products = { startkey: 'product:', endkey: 'product;', inclusive_end: false, limit: 100 };
  const catalogue = () => ({ queries: [{ ...products, include_docs: true, conflicts: true, update_seq: true }] });
  let sold = 0;
  const sale = () => {
    sold += 1;
    const lines = [{ productId: 'product:none', quantity: 1, unitPrice: 100 }] as const;
    return {
      docs: [
        { ...aSale({ at: new Date().toISOString(), n: sold, device: 'bench', lines: [...lines] }), createdBy: userId },
      ],
    };
  };
  return [
    get('overview', '/api/v1/dashboards/overview'),
    get('stock', '/api/v1/dashboards/stock-detail'),
    get('changes', `${db}/_changes?since=now&limit=100`),
    get('sales', `/api/v1/dashboards/sales-analysis?${month}`),
    get('kpis', '/api/v1/analytics/kpis'),
    { name: 'sell', method: 'POST', path: `${db}/_bulk_docs`, body: sale },
    get('predictions', '/api/v1/dashboards/predictions'),
    get('alerts', '/api/v1/alerts'),
    { name: 'catalogue', method: 'POST', path: `${db}/_all_docs/queries`, body: catalogue },
    get('me', '/api/v1/auth/me'),
    get('history', '/api/v1/alerts/history'),
    get('shop', `${db}/shop`),
  ];
}

import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { TestShop, World } from '../../testing/world.ts';

/** A key, and the secret that is shown once. */
export interface MadeKey {
  readonly secret: string;
  readonly key: { readonly id: string };
}

/** A key of a shop's administrator. */
export async function aKey(
  world: World,
  of: TestShop,
  scopes: readonly string[] = ['shop:read', 'orders:draft'],
): Promise<MadeKey> {
  const body = { name: 'Assistant', scopes, days: 30 };
  return (await world.call<MadeKey>('POST', '/api/v1/agents/keys', { token: of.admin.token, body })).body;
}

/** An assistant that calls with a key. */
export async function connected(world: World, key: string, mode: 'legacy' | 'auto' = 'auto'): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', world.url), { requestInit }));
  return client;
}

/** What each tool that reads is asked, and the address of the API whose figures it must give. */
export const CALLS = [
  ['vue_ensemble', { jours: 30 }, '/analytics/kpis?days=30'],
  ['chercher_produit', { mots: 'ignore' }, null],
  ['etat_stock', {}, '/ai/diagnostic-stock'],
  ['ruptures_prevues', {}, null],
  ['analyser_produit', { id: 'product:p0' }, null],
  ['liste_achats', { budget: 50_000 }, '/ai/recommandations?budget=50000'],
  ['rapport_ventes', { jours: 7 }, '/ai/analyse-ventes?days=7'],
  ['alertes_ouvertes', {}, null],
  ['clients_debiteurs', {}, null],
  ['caisse_du_jour', {}, '/dashboards/till'],
  ['lien_rapport', { rapport: 'COUNT_SHEET' }, null],
] as const;

/** Every tool, in the order in which agents see them. */
export const NAMES = [...CALLS.map(([name]) => name), 'preparer_commande'];

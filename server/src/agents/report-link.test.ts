import type { Shop } from '@digiboost/domain/documents';
import { someLimits } from '@digiboost/domain/documents/testing/examples';
import type { Client } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectCouch } from '../couch/client.ts';
import { createWorld, type TestShop, type World } from '../testing/world.ts';
import { aKey, connected } from './testing/assistants.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

interface Linked {
  readonly statut: 'PRET' | 'EN_COURS';
  readonly lien: string | null;
  readonly faitLe: string | null;
}

describe('the link to a report', () => {
  const PATIENCE = { timeout: 30_000, interval: 200 };
  const ask = async (client: Client, asked: object) => {
    const { structuredContent, content } = await client.callTool({ name: 'lien_rapport', arguments: { ...asked } });
    return structuredContent ? (structuredContent as unknown as Linked) : (content as { text: string }[])[0]?.text;
  };
  const made = async (of: TestShop) => {
    const { text } = await world.call('GET', '/api/v1/reports/runs', { token: of.admin.token });
    return (JSON.parse(text) as { runs: { id: string; from: string }[] }).runs;
  };
  async function ready(client: Client, asked: object): Promise<Linked & { readonly lien: string }> {
    let told: Linked | string | undefined;
    await expect
      .poll(async () => {
        told = await ask(client, asked);
        return told;
      }, PATIENCE)
      .toMatchObject({ statut: 'PRET', lien: expect.stringContaining(`${world.url}/api/v1/files/`) });
    return told as Linked & { lien: string };
  }

  it('opens its file without a password for a day, and the report is made once', async () => {
    const own = await world.newShop();
    const client = await connected(world, (await aKey(world, own)).secret);
    const asked = { rapport: 'MONTHLY_SUMMARY', du: '2026-01-01', au: '2026-01-31' };
    const [first] = await Promise.all([ready(client, asked), ready(client, asked)]);
    expect((await ready(client, asked)).faitLe).toBe(first.faitLe);
    expect(await made(own)).toHaveLength(1);
    const file = await fetch(first.lien);
    expect([file.status, file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
      200,
      'application/pdf',
      'private, no-store',
    ]);
    expect((await fetch(`${first.lien.slice(0, -2)}xx`)).status).toBe(404);
    // Days that have not begun, or are none, make no report.
    expect(await ask(client, { rapport: 'SALES_ANALYSIS', du: '2099-01-01', au: '2099-01-02' })).toContain('commencé');
    expect(await ask(client, { rapport: 'SALES_ANALYSIS', du: '2026-01-31', au: '2026-01-01' })).toContain('avant');
    expect(await made(own)).toHaveLength(1);
    await client.close();
  });

  it('is given of what is there to whoever may only read; nothing is made for them', async () => {
    const own = await world.newShop();
    const second = await world.newUser(own, 'admin');
    const { secret: readers } = await aKey(world, { ...own, admin: second });
    const client = await connected(world, (await aKey(world, own)).secret);
    const asked = { rapport: 'INVENTORY' };
    await ready(client, asked);
    await world.call('PATCH', `/api/v1/users/${second.id}`, { token: own.admin.token, body: { role: 'viewer' } });
    const reading = await connected(world, readers);
    expect(await ask(reading, asked)).toMatchObject({ statut: 'PRET' });
    expect(await ask(reading, { ...asked, au: '2026-01-31' })).toContain('n’en fait pas');
    expect(await made(own)).toHaveLength(1);
    const limits = someLimits({ viewer: ['COSTS', 'TILL'] });
    await connectCouch(world.couchUrl)
      .database(own.database)
      .update<Shop>('shop', (doc) => doc && { ...doc, settings: { ...doc.settings, limits: [limits] } });
    expect(await ask(reading, asked)).toContain('ne montre pas');
    expect(await reading.callTool({ name: 'caisse_du_jour', arguments: {} })).toMatchObject({ isError: true });
    expect(await ask(reading, { rapport: 'COUNT_SHEET' })).not.toContain('ne montre pas');
    await Promise.all([client.close(), reading.close()]);
  });
});

import { productId } from '@digiboost/domain/documents';
import { addDays } from '@digiboost/domain/shared/day';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { movementDocument, productDocument, saleDocument } from '../testing/documents.ts';
import { seeded } from '../testing/random.ts';
import { TestPhone, until } from '../testing/test-phone.ts';
import { TestServer } from '../testing/test-server.ts';

const TENANT = 'cut';
const RICE = productId('riz25');
let server: TestServer;
let source: TestPhone;
let url: string;

const phone = (device: string) =>
  new TestPhone({ url, device, random: seeded(1), token: async () => server.token(TENANT, 'awa') });

beforeAll(async () => {
  server = await TestServer.start();
  url = await server.createShop(TENANT);
  source = phone('source');
  await source.start();
  const today = new Date().toISOString().slice(0, 10);
  const history = Array.from({ length: 80 }, (_, days) => {
    const at = `${addDays(today, -days)}T00:00:01.000Z`;
    return [
      movementDocument(source, RICE, 'ENTRY', 3, at),
      saleDocument(source, [{ product: RICE, quantity: 1 }], { at: at.replace('01.000', '02.000') }),
    ];
  });
  await source.put(productDocument('riz25', source.author()), ...history.flat());
  await until(() => source.status.pending === 0 && source.status.state === 'idle');
});
afterAll(async () => {
  await source.stop();
  await server.close();
});

describe('the first copy', () => {
  it('goes on where it was killed, whatever request it was at', async () => {
    const fetched: string[] = [];
    for (let killAt = 1; killAt <= 24; killAt += 1) {
      const one = phone(`k${killAt}`);
      let requests = 0;
      const { fetch: passOn } = one.network;
      let armed = true;
      Object.assign(one.network, {
        fetch: async (...call: Parameters<typeof fetch>) => {
          requests += 1;
          if (armed && requests === killAt) {
            armed = false;
            void one.kill();
          }
          const body = call[1]?.body;
          if (String(call[0]).endsWith('_all_docs/queries') && body)
            fetched.push(`${killAt} ${new TextDecoder().decode(body as Uint8Array)}`);
          return passOn(...call);
        },
      });
      await one.start();
      await until(() => !armed || one.memoryProjector.held.archived);
      // A copy that was whole before that request stays alive.
      armed = false;
      if (!one.isOn) await one.start();
      await until(() => one.memoryProjector.held.archived && one.status.state === 'idle');
      expect(one.memoryProjector.stock(), `killed at request ${killAt}`).toEqual(source.memoryProjector.stock());
      expect(one.memoryProjector.days()).toEqual(source.memoryProjector.days());
      expect(one.memoryProjector.activity()).toEqual(source.memoryProjector.activity());
      expect(await one.engine.range({ from: 'sale:', to: 'sale;' })).toHaveLength(61);
      await one.stop();
    }
  }, 120_000);

  it('does not fetch again what it had stored', async () => {
    const one = phone('again');
    one.network.faults = { lost: 0, unanswered: 0, cut: 0, twice: 0, busy: 0, delayMs: 20 };
    await one.start();
    await until(async () => ((await one.disk.info()).update_seq as number) > 40);
    await one.kill();
    const before = one.network.requests;
    const slices: string[] = [];
    const { fetch: passOn } = one.network;
    Object.assign(one.network, {
      fetch: (...call: Parameters<typeof fetch>) => {
        const body = call[1]?.body;
        if (body)
          slices.push(...(new TextDecoder().decode(body as Uint8Array).match(/"sale:\d{4}-\d\d-\d\d","endkey/g) ?? []));
        return passOn(...call);
      },
    });
    await one.start();
    await until(() => one.memoryProjector.held.archived);
    expect(one.network.requests).toBeGreaterThan(before);
    expect(slices.length).toBeGreaterThan(0);
    expect(slices.length).toBeLessThan(6);
    expect(one.memoryProjector.stock()).toEqual(source.memoryProjector.stock());
    await one.stop();
  });

  it('shows the figures before it has the events', async () => {
    const one = phone('early');
    const seen: number[] = [];
    const { preview } = one.memoryProjector;
    one.memoryProjector.preview = async (given) => {
      seen.push(one.network.requests, given.onHand.get(RICE) ?? 0);
      await preview.call(one.memoryProjector, given);
    };
    await one.start();
    await until(() => one.memoryProjector.held.snapshot !== null);
    expect(seen).toEqual([5, 160]);
    await one.stop();
  });
});

import { PAGE } from '@digiboost/couch/door/pages';
import { expect, it } from 'vitest';
import { DEVICE_TIME } from '../clock.ts';
import { Remote } from './remote.ts';

it('asks for a long range of ids page after page, each as the door takes it', async () => {
  const held = Array.from({ length: PAGE.rows + 3 }, (_, n) => `sale:${String(n).padStart(6, '0')}`);
  const asked: object[] = [];
  const remote = new Remote({
    url: '/db/shop_demo',
    async fetch(_url, init) {
      const { queries } = JSON.parse(await new Response(init?.body).text()) as {
        queries: { startkey: string; endkey: string; limit: number }[];
      };
      asked.push(...queries);
      const results = queries.map(({ startkey, endkey, limit }) => ({
        rows: held
          .filter((id) => id >= startkey && id < endkey)
          .slice(0, limit)
          .map((id) => ({ id })),
      }));
      return Response.json({ results });
    },
    token: async () => 'token',
    time: DEVICE_TIME,
    onAnswer: () => undefined,
    onTraffic: () => undefined,
  });
  expect(await remote.idsOf({ from: 'sale:', to: 'sale;' })).toEqual(held);
  const page = { endkey: 'sale;', inclusive_end: false, limit: PAGE.rows };
  expect(asked).toEqual([
    { startkey: 'sale:', ...page },
    { startkey: `${held[PAGE.rows - 1]}\u0000`, ...page },
  ]);
});

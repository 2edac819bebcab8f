import { randomBytes } from 'node:crypto';
import {
  type AskView,
  activityByDayAndProduct,
  activityOfRows,
  dayTotals,
  onHand,
  ticketsByDayAndSettlement,
  type ViewAnswer,
} from '@digiboost/design-docs';

import { histories } from '@digiboost/domain/documents/testing/histories';
import { addTicket, type DayTotals, entriesOf, stockOnHand, ticketEffects } from '@digiboost/domain/ledger';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CouchAdmin, couchAdmin, provisionTenant } from './index.ts';
import { startTestCouch } from './testing/test-couch.ts';

let couch: Awaited<ReturnType<typeof startTestCouch>>;
let admin: CouchAdmin;
beforeAll(async () => {
  couch = await startTestCouch();
  admin = couchAdmin(couch.url);
});
afterAll(() => couch.close());

test("a provisioned shop answers with the ledger's figures, whatever happened in it", async () => {
  await fc.assert(
    fc.asyncProperty(histories(), async (events) => {
      const id = `v${randomBytes(6).toString('hex')}`;
      const database = `/shop_${id}`;
      await provisionTenant(admin, id);
      const written = await admin.request('POST', `${database}/_bulk_docs`, { docs: events });
      expect(written.body).toEqual(events.map((event) => expect.objectContaining({ ok: true, id: event._id })));
      const ask: AskView = async (view, queries) => {
        const path = `${database}/_design/${view.ddoc}/_view/${view.name}/queries`;
        const { body } = await admin.request('POST', path, { queries });
        return (body as { results: ViewAnswer<never, never>[] }).results;
      };

      const stock = [...(await onHand(ask))].map(([product, { milli }]) => [product, fromMilli(milli)] as const);
      const entries = events.flatMap(entriesOf);
      const nothing = ([, units]: readonly [string, number]) => units !== 0;
      expect(new Map(stock.filter(nothing))).toEqual(new Map([...stockOnHand(entries)].filter(nothing)));

      const days = new Map<string, DayTotals>();
      for (const effect of events.flatMap(ticketEffects)) {
        days.set(effect.day, addTicket(days.get(effect.day), effect));
      }
      const [tickets] = await ask(ticketsByDayAndSettlement, [{ group: true }]);
      expect(new Map(dayTotals(tickets?.rows ?? []).map((total) => [total.day, total]))).toEqual(days);

      const [activity] = await ask(activityByDayAndProduct, [{ group: true }]);
      const sold = activityOfRows(activity?.rows ?? []).rows.reduce((sum, { revenue }) => sum + revenue, 0);
      expect(sold).toBe(entries.reduce((sum, { revenue }) => sum + revenue, 0));
      await admin.request('DELETE', database);
    }),
    { numRuns: 10 },
  );
});

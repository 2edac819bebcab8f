import 'fake-indexeddb/auto';
import { couchAdmin, tenantDatabase } from '@digiboost/couch/provisioning';
import { storePastRules } from '@digiboost/couch/provisioning/testing/past-rules';
import type { Cash, ShopDocument } from '@digiboost/domain/documents';
import { DEFAULT_SETTINGS } from '@digiboost/domain/documents';
import { aCash, aProduct, aShop } from '@digiboost/domain/documents/testing/examples';
import { type Paper, REPORTS } from '@digiboost/domain/reports';
import { addDays } from '@digiboost/domain/shared/day';
import type { Result } from '@digiboost/domain/shared/result';
import { paperFile } from '@digiboost/papers';
import { afterEach, expect, it } from 'vitest';
import { makeTenantReport } from '../../../../server/src/reports/tenant-report.ts';
import { monthsOfReport, standingSales } from '../features/reports/old-papers.ts';
import { Analyst } from '../insight/analyst.ts';
import { OutlookStore } from '../insight/outlook-store.ts';
import { Phone } from '../model/testing/test-phone.ts';
import { serverPage } from '../model/testing/test-shop.ts';
import { useReplicaBench } from '../replica/testing/replica-bench.ts';
import { archivedMoney, archivedTickets } from './archive-reads.ts';
import { anArchiveOf } from './testing/archive-of.ts';
import { history } from './testing/history.ts';

const FROM = '2025-10-01';
const TODAY = '2026-01-20';
const NOW = `${TODAY}T12:00:00.000Z`;
const CUTOFF = `${addDays(TODAY, -60)}T00:00:00.000Z`;
const HELD_FROM = addDays(TODAY, -59);
const PERIODS = [
  { from: '2025-10-01', to: '2025-10-31' },
  { from: '2025-10-15', to: '2025-12-31' },
  { from: '2025-01-01', to: '2025-12-31' },
];

const bench = useReplicaBench();
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

it('reports of past months are the server’s to the byte, also with what came late', async () => {
  const shop = aShop({ settings: { ...DEFAULT_SETTINGS } });
  const opening = aCash({ at: '2025-09-30T08:00:00.000Z', n: 'depart', kind: 'OPENING', amount: 40_000 });
  const all: ShopDocument[] = [shop, aProduct(), opening, ...history(11, FROM, 111)];
  const late = all.filter(({ type }, index) => type === 'void' || (index > 3 && index % 9 === 0));
  const early = all.filter((doc) => !late.includes(doc));
  let revision = 0;
  const place = (docs: readonly object[]) =>
    storePastRules(
      couchAdmin(bench.server.adminUrl),
      tenantDatabase(bench.tenant),
      docs.map((doc) => {
        revision += 1;
        return { _rev: `1-${revision.toString(16).padStart(32, '0')}`, ...doc };
      }),
    );
  await place(early);
  const { archive, how } = anArchiveOf(bench, NOW);
  const past = { heldFrom: HELD_FROM, days: [], margin: 0 };
  await archive.bring(['2025-11'], how);
  const { first } = await archive.state();
  const months = monthsOfReport('SMT', { from: FROM, to: TODAY }, { ...past, first });
  expect(months).toEqual(['2025-09', '2025-10', '2025-11']);
  await archive.bring(months, how);
  await place(late);
  await archive.refresh(how);

  const phone = new Phone();
  phone.now = NOW;
  await phone.projector.open();
  closing.push(() => phone.projector.close());
  await phone.bootstrap(all, CUTOFF);
  await phone.projector.archive(serverPage(all, '2025-09-01', addDays(CUTOFF.slice(0, 10), -1), new Set()));
  const quiet = { onOutlook: () => undefined, onChange: () => undefined, report: () => undefined };
  const store = new OutlookStore(phone.name);
  const analyst = new Analyst({ name: phone.name, store, now: () => NOW, ...quiet });
  closing.push(() => store.close());
  closing.push(() => analyst.close());

  const held = all.filter((doc) => doc._id.slice(doc._id.indexOf(':20') + 1) >= CUTOFF);
  const voids = held.flatMap(({ _id, type }) => (type === 'void' ? [_id] : []));
  const { cash, lines, closings } = await archivedMoney(archive, HELD_FROM);
  const heldCash = held.filter((doc): doc is Cash => doc.type === 'cash');
  for (const period of PERIODS) {
    const tickets = held.flatMap((doc) =>
      doc.type === 'sale' && doc.day >= period.from && doc.day <= period.to ? [{ sale: doc, voided: null }] : [],
    );
    const sales = standingSales(tickets, await archivedTickets(archive, period.from, period.to), voids);
    for (const type of ['SALES_ANALYSIS', 'SMT', 'SMT_WORKBOOK'] as const) {
      const made = await makeTenantReport(bench.server.adminUrl, bench.tenant, type, period, { now: new Date(NOW) });
      if (!made.ok) throw new Error(made.error);
      const asked = { type, period, sales, cash: [...cash, ...heldCash], earlier: { lines, closings }, madeAt: NOW };
      const paper = (await analyst.ask('report', asked)) as Result<Paper, string>;
      if (!paper.ok) throw new Error(paper.error);
      const bytes = await paperFile(paper.value, REPORTS[type].format);
      expect(Buffer.from(made.value.bytes).equals(Buffer.from(bytes)), `${type} ${period.from}`).toBe(true);
    }
  }
});

import { type Paper, paperOf, REPORTS } from '@digiboost/domain/reports';
import { reportInput } from '@digiboost/domain/reports/testing/report-shop';
import { ok } from '@digiboost/domain/shared/result';
import { workedShop } from '@digiboost/domain/shop/testing/worked-shop';
import { MEDIA_TYPES } from '@digiboost/papers/formats';
import { expect, test } from 'vitest';
import 'fake-indexeddb/auto';
import { report } from '../../insight/analyses/report.ts';
import { aShop } from '../../insight/testing/shop-data.ts';
import type { Drawing } from '../../printing/draw-paper.ts';
import { openMadePapers } from './made-papers.ts';
import { type DeskContext, ReportDesk } from './report-desk.svelte.ts';

const TODAY = '2026-03-31';
const NOW = `${TODAY}T18:00:00.000Z`;
const INPUT = reportInput(workedShop(TODAY), { today: TODAY, from: '2026-02-01', to: '2026-02-28' });
const FEBRUARY: Paper = paperOf(REPORTS.MONTHLY_SUMMARY, INPUT);

/** A desk whose drawings end when the test says so. */
function deskOf(name: string, context: Partial<DeskContext> = {}) {
  const asked: Parameters<DeskContext['ask']>[0][] = [];
  let finish: (bytes: Uint8Array<ArrayBuffer> | null) => void = () => undefined;
  const draw = (_: unknown, onShare: (share: number) => void): Drawing => {
    onShare(0.5);
    return {
      bytes: new Promise((resolve) => {
        finish = resolve;
      }),
      cancel: () => finish(null),
    };
  };
  const made = openMadePapers(name);
  const desk = new ReportDesk({
    today: () => TODAY,
    now: () => NOW,
    ask: async (question) => {
      asked.push(question);
      return ok(FEBRUARY);
    },
    sales: async () => INPUT.sales,
    cash: async () => [],
    months: async () => ({ wanted: [], missing: [] }),
    earlier: async () => ({ lines: [], closings: [], cash: [] }),
    draw,
    made,
    isAppWhole: () => true,
    mediaTypes: MEDIA_TYPES,
    ...context,
  });
  return { desk, asked, made, finish: (bytes: Uint8Array<ArrayBuffer> | null) => finish(bytes) };
}

test('last month is looked at first, and its file is made, kept and taken away', async () => {
  const { desk, asked, made, finish } = deskOf('one');
  await desk.look();
  expect(asked).toMatchObject([
    { type: 'MONTHLY_SUMMARY', period: { from: '2026-02-01', to: '2026-02-28' }, sales: [] },
  ]);
  expect(desk.paper).toBe(FEBRUARY);
  const making = desk.make();
  expect(desk.share).toBe(0.5);
  expect(await desk.make()).toBeNull();
  finish(new Uint8Array([1, 2, 3]));
  const file = await making;
  expect(file).toMatchObject({
    fileName: 'synthese-mensuelle-2026-02-01-2026-02-28.pdf',
    subject: 'du 1er au 28 février 2026',
  });
  expect(file?.file.size).toBe(3);
  expect(file?.file.type).toBe('application/pdf');
  expect(desk.share).toBeNull();
  expect(desk.made.map(({ id }) => id)).toEqual([file?.id]);
  await desk.remove(file?.id ?? '');
  expect(await made.list()).toEqual([]);
});

test('a cancelled drawing leaves nothing behind, and the desk goes on', async () => {
  const { desk, made } = deskOf('two');
  await desk.look();
  const making = desk.make();
  desk.cancel();
  expect(await making).toBeNull();
  expect([desk.share, desk.fault]).toEqual([null, null]);
  expect(await made.list()).toEqual([]);
});

test('a period that is none is a sentence, never a paper', async () => {
  const { desk, asked } = deskOf('three');
  desk.choose('dates');
  expect([desk.from, desk.to]).toEqual(['2026-02-01', '2026-02-28']);
  desk.to = '2026-01-01';
  await desk.look();
  expect([desk.fault, desk.paper, asked.length]).toEqual(['order', null, 0]);
  expect(await desk.make()).toBeNull();
});

test('tickets are read only for what tells of tickets', async () => {
  const { desk, asked } = deskOf('four');
  desk.type = 'SALES_ANALYSIS';
  await desk.look();
  expect(asked[0]?.sales).toHaveLength(INPUT.sales.length);
});

test('what fails to be drawn or worked out says so, also when what draws is still to come to this phone', async () => {
  let isAppWhole = false;
  const { desk } = deskOf('five', {
    draw: () => ({ bytes: Promise.reject(new Error('worker')), cancel: () => undefined }),
    isAppWhole: () => isAppWhole,
  });
  await desk.look();
  expect(await desk.make()).toBeNull();
  expect(desk.fault).toBe('coming');
  isAppWhole = true;
  expect(await desk.make()).toBeNull();
  expect(desk.fault).toBe('failed');
  const broken = deskOf('six', { ask: () => Promise.reject(new Error('no worker')) }).desk;
  await broken.look();
  expect(broken.fault).toBe('failed');
});

test('the newest twenty files are kept', async () => {
  const { made } = deskOf('seven');
  for (let n = 10; n < 32; n += 1)
    await made.add({
      id: `p${n}`,
      type: 'INVENTORY',
      subject: '',
      fileName: 'a.xlsx',
      madeAt: `2026-03-${n}T10:00:00.000Z`,
      file: new Blob(),
    });
  const kept = await made.list();
  expect(kept).toHaveLength(20);
  expect(kept[0]?.id).toBe('p31');
});

test('the phone makes no paper of a history that is still to come, or that it does not hold', async () => {
  const asked = { type: 'INVENTORY', period: { from: TODAY, to: TODAY }, sales: [], madeAt: NOW } as const;
  expect(await report(aShop({ today: TODAY, isPartial: true }), asked)).toEqual({ ok: false, error: 'partial' });
  expect(await report(aShop({ today: TODAY }), { ...asked, period: { from: '2026-04-01', to: '2026-04-02' } })).toEqual(
    {
      ok: false,
      error: 'ahead',
    },
  );
  const money = { ...asked, type: 'SMT' } as const;
  expect(await report(aShop({ today: TODAY, accounts: async () => null }), money)).toEqual({
    ok: false,
    error: 'history',
  });
  const empty = await report(aShop({ today: TODAY }), money);
  expect(empty.ok && empty.value.sections[0]?.texts?.join(' ')).toContain('ces comptes sont vides');
  const made = await report(aShop({ today: TODAY }), asked);
  expect(made.ok && made.value.title).toBe('Inventaire du stock');
});

test('months that are not here are offered, and once they are the paper is made of them', async () => {
  let missing: readonly string[] = ['2025-10'];
  const earlier = { lines: [], closings: [], cash: [] };
  const { desk, asked } = deskOf('old', {
    months: async () => ({ wanted: ['2025-10', '2025-11'], missing }),
    earlier: async () => earlier,
    ask: async (question) => {
      asked.push(question);
      return question.earlier || question.type !== 'SMT' ? ok(FEBRUARY) : { ok: false, error: 'history' };
    },
  });
  desk.type = 'SALES_ANALYSIS';
  await desk.look();
  // It is shown as far as it goes.
  expect([desk.paper, desk.missing, desk.hasOldMonths]).toEqual([FEBRUARY, ['2025-10'], false]);
  desk.type = 'SMT';
  await desk.look();
  expect([desk.fault, desk.missing]).toEqual(['history', ['2025-10']]);
  missing = [];
  await desk.look();
  expect([desk.paper, desk.fault, desk.missing, desk.hasOldMonths]).toEqual([FEBRUARY, null, [], true]);
  expect(asked.at(-1)?.earlier).toEqual({ lines: [], closings: [] });
});

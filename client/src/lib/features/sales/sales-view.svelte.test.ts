import { salesReport } from '@digiboost/domain/kpis';
import { expect, test } from 'vitest';
import { readChoice } from './period.ts';
import { type AskSales, SalesView } from './sales-view.svelte.ts';

const TODAY = '2026-11-22';

/** Answers when it is told to, in any order. */
function slowAnswers() {
  const asked: { answer: (failed?: boolean) => Promise<void> }[] = [];
  const ask: AskSales = ({ period }) =>
    new Promise((resolve, reject) => {
      asked.push({
        answer: async (failed = false) => {
          if (failed) reject(new Error('no worker'));
          else resolve({ report: salesReport({ products: [], days: [] }, period), hours: [] });
          await Promise.resolve();
        },
      });
    });
  return { asked, ask };
}

function viewOf(search = '') {
  const addresses: string[] = [];
  const { asked, ask } = slowAnswers();
  const choice = readChoice(new URLSearchParams(search), TODAY);
  const view = new SalesView({ ask, today: () => TODAY, choice, onchange: (address) => addresses.push(address) });
  return { view, asked, addresses };
}

test('of two questions the later one stands, whichever is answered first', async () => {
  const { view, asked, addresses } = viewOf();
  const first = view.load();
  view.set({ choice: '7' });
  const second = view.load();
  expect(addresses).toEqual(['periode=7']);
  await asked[1]?.answer();
  await second;
  await asked[0]?.answer();
  await first;
  expect(view.answer?.report).toMatchObject({ from: '2026-11-16', to: TODAY });
  expect([view.isBusy, view.step]).toEqual([false, 'DAY']);
});

test('a failure is shown, and mended by asking again', async () => {
  const { view, asked } = viewOf();
  const first = view.load();
  await asked[0]?.answer(true);
  await first;
  expect([view.hasFailed, view.answer]).toEqual([true, null]);
  const second = view.load();
  await asked[1]?.answer();
  await second;
  expect([view.hasFailed, view.answer?.step]).toEqual([false, 'DAY']);
});

test('dates that make no period ask nothing and say why', async () => {
  const { view, asked } = viewOf('periode=dates&du=2026-11-20&au=2026-11-10');
  await view.load();
  expect([asked.length, view.period, view.fault]).toEqual([0, null, 'order']);
});

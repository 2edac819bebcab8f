import { isLedgerEvent, type LedgerEvent, type ProductId } from '@digiboost/domain/documents';
import { oneOfEach } from '@digiboost/domain/documents/testing/examples';
import { HISTORY_PRODUCTS, histories } from '@digiboost/domain/documents/testing/histories';
import { type Mutation, mutations } from '@digiboost/domain/documents/testing/mutations';
import {
  addTicket,
  balancesOf,
  costing,
  countsOf,
  type DayTotals,
  daysOf,
  entriesOf,
  moneyLinesOf,
  stockOnHand,
  type TillPart,
  ticketEffects,
  tillsOf,
  toDayValues,
} from '@digiboost/domain/ledger';
import { dayNumber, dayOfNumber } from '@digiboost/domain/shared/day';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { engines } from '../testing/engines.ts';
import { inMemory, plainMap } from '../testing/in-memory.ts';
import { accounts, balanceOf } from './accounts.ts';
import { onHand } from './on-hand.ts';
import { activityOfRows, dayTotals } from './rows.ts';
import type { AskView } from './view.ts';
import { activityByDayAndProduct, ticketsByDayAndSettlement, VIEWS } from './views.ts';

/** Stock by product from the views, without the products whose stock is nothing. */
async function stockFrom(ask: AskView): Promise<Record<string, number>> {
  const stock = [...(await onHand(ask))].map(([product, { milli }]) => [product, fromMilli(milli)] as const);
  return Object.fromEntries(stock.filter(([, units]) => units !== 0));
}

const domainStock = (events: readonly LedgerEvent[]): Record<string, number> =>
  Object.fromEntries([...stockOnHand(events.flatMap(entriesOf))].filter(([, units]) => units !== 0));

function domainDays(events: readonly LedgerEvent[]): DayTotals[] {
  const days = new Map<string, DayTotals>();
  for (const effect of events.flatMap(ticketEffects)) days.set(effect.day, addTicket(days.get(effect.day), effect));
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** What is in the till and what is owed, of the methods and people of whom anything is known. */
function domainMoney(events: readonly LedgerEvent[]) {
  const lines = events.flatMap(moneyLinesOf);
  const closings = events.filter((event) => event.type === 'closing');
  return {
    till: sortedTills(tillsOf(closings, lines)),
    balances: sortedBalances([...balancesOf(lines).values()]),
  };
}

const sortedTills = (tills: readonly TillPart[]) =>
  [...tills].sort((a, b) => (`${a.method} ${a.device}` < `${b.method} ${b.device}` ? -1 : 1));

const sortedBalances = (balances: ReturnType<typeof balanceOf>[]) =>
  balances.sort((a, b) => (a.account < b.account ? -1 : 1));

function domainActivity(events: readonly LedgerEvent[]): Record<string, number[]> {
  const days: Record<string, number[]> = {};
  for (const entry of events.flatMap(entriesOf)) {
    if (entry.kind === 'COUNT') continue;
    const group = `${entry.day} ${entry.productId} ${Date.parse(entry.at)}`;
    const before = days[group] ?? [0, 0, 0, 0, 0, 0, 0, 0];
    days[group] = toDayValues(entry).map((value, index) => value + (before[index] ?? 0));
  }
  return days;
}

/** The price of a product that cost more from April on. */
const priceOn = (day: number): number => (day < dayNumber('2026-04-01') ? 123.45 : 200);

function domainCost(events: readonly LedgerEvent[], id: ProductId): number {
  const entries = events.flatMap(entriesOf);
  const days = daysOf(entries).get(id)?.values() ?? [];
  return costing({ days, counts: countsOf(entries).get(id) ?? [] }, priceOn).unitCost;
}

describe.each(engines)('views by $name', ({ withDocuments, runs }) => {
  test('emit for every type of document what the plain map emits', async () => {
    const docs = oneOfEach();
    const expected = inMemory(docs, plainMap);
    await withDocuments(docs, async (ask) => {
      for (const view of VIEWS) {
        const [answer] = await ask(view, [{ reduce: false }]);
        const [plain] = await expected(view, [{ reduce: false }]);
        const rows = answer?.rows.map(({ id, key, value }) => ({ id, key, value }));
        expect(rows, view.name).toEqual(plain?.rows);
        // A document has other versions only once it is stored, and each of these counts.
        if (view.ddoc !== 'integrity') expect(rows?.length, view.name).toBeGreaterThan(0);
      }
    });
  });

  test('give the same stock, money, days and activity as the ledger', async () => {
    await fc.assert(
      fc.asyncProperty(histories(), async (events) => {
        await withDocuments(events, (ask) => agreeWithLedger(ask, events));
      }),
      { numRuns: runs },
    );
  });

  test('give the ledger’s figures whatever was done to some of the events', async () => {
    const harms = fc.array(mutations(), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(histories(), fc.array(harms), async (events, changes) => {
        const docs = events.map((event, index) => (changes[index] ?? []).reduce<LedgerEvent>(harmed, event));
        await withDocuments(docs, (ask) => agreeWithLedger(ask, docs.filter(isLedgerEvent)));
      }),
      { numRuns: runs },
    );
  });
});

/** An event after `change`, under its own id and without fields of a database's. */
const harmed = (event: LedgerEvent, change: Mutation): LedgerEvent => {
  const fields = Object.entries(change(event) ?? {}).filter(([name]) => !name.startsWith('_') && name !== '');
  return { ...Object.fromEntries(fields), _id: event._id } as unknown as LedgerEvent;
};

async function agreeWithLedger(ask: AskView, events: readonly LedgerEvent[]): Promise<void> {
  expect(await stockFrom(ask)).toEqual(domainStock(events));
  const { till, balances } = await accounts(ask);
  expect({ till: sortedTills(till), balances: sortedBalances(balances.map(balanceOf)) }).toEqual(domainMoney(events));
  const [days] = await ask(ticketsByDayAndSettlement, [{ group: true }]);
  expect(dayTotals(days?.rows ?? [])).toEqual(domainDays(events));
  const [activity] = await ask(activityByDayAndProduct, [{ group: true }]);
  const { rows, counts } = activityOfRows(activity?.rows ?? []);
  const byInstant = rows.map((row) => [`${dayOfNumber(row.day)} ${row.productId} ${row.at}`, toDayValues(row)]);
  expect(Object.fromEntries(byInstant)).toEqual(domainActivity(events));
  for (const id of HISTORY_PRODUCTS) {
    const served = { days: rows.filter(({ productId }) => productId === id), counts: counts.get(id) ?? [] };
    expect(costing(served, priceOn).unitCost).toBe(domainCost(events, id));
  }
}

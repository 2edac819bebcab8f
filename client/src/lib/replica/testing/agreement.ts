import { onHand, ticketsByDayAndSettlement } from '@digiboost/design-docs';
import {
  isLedgerEvent,
  isReadable,
  type LedgerEvent,
  mergeVersions,
  type Product,
  type ProductId,
  type ShopDocument,
} from '@digiboost/domain/documents';
import { addTicket, type DayTotals, entriesOf, stockOnHand, ticketEffects } from '@digiboost/domain/ledger';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { fromMilli } from '@digiboost/domain/shared/quantity';
import { DEVICE_TIME } from '../clock.ts';
import { Remote } from '../exchange/remote.ts';
import { isInWindow, WINDOW_DAYS } from '../exchange/window.ts';
import { sameContent } from '../store/conflict.ts';
import type { TestPhone } from './test-phone.ts';
import type { TestServer } from './test-server.ts';

export interface Agreement {
  /** Documents that the server holds. */
  readonly onServer: number;
  /** Acknowledged documents that the server or a phone lacks. */
  readonly lost: number;
  /** Figures that differ from the domain's: something was counted twice, or not at all. */
  readonly doubled: number;
  /** Sentences on what does not agree; empty when everything does. */
  readonly disagreements: readonly string[];
}

/** Compares the server, its views and every phone with the domain applied to all documents. */
export async function agreement(
  server: TestServer,
  tenantId: string,
  phones: readonly TestPhone[],
  acknowledged: readonly ShopDocument[],
): Promise<Agreement> {
  const docs = await documentsOf(server, server.shopUrl(tenantId));
  const lost = missing(
    'the server',
    acknowledged.map(({ _id }) => _id),
    new Set(docs.map(({ _id }) => _id)),
  );
  const figures: string[] = [];
  const expected = expectedOf(docs);
  for (const [index, phone] of phones.entries()) {
    lost.push(...missing(`phone ${index}`, windowOf(docs), new Set(await idsOf(phone))));
    figures.push(...(await compareFigures(`phone ${index}`, phone, expected)));
  }
  figures.push(...(await compareViews(server, tenantId, expected, acknowledged)));
  figures.push(...(await unmerged(server, server.shopUrl(tenantId), docs)));
  return {
    onServer: docs.length,
    lost: lost.length,
    doubled: figures.length,
    disagreements: [...lost, ...figures],
  };
}

interface Expected {
  readonly stock: ReadonlyMap<ProductId, number>;
  readonly days: readonly DayTotals[];
  readonly products: ReadonlyMap<string, Product>;
}

async function documentsOf(server: TestServer, url: string): Promise<ShopDocument[]> {
  const answer = (await server.ask('GET', `${url}/_all_docs?include_docs=true&conflicts=true`)) as {
    rows: { id: string; doc: ShopDocument }[];
  };
  return answer.rows.flatMap(({ id, doc }) => (id.startsWith('_design/') ? [] : [doc]));
}

function expectedOf(docs: readonly ShopDocument[]): Expected {
  const events = docs.filter(isLedgerEvent);
  return {
    stock: stockOnHand(events.flatMap(entriesOf)),
    days: totalsOf(events),
    products: new Map(docs.flatMap((doc) => (doc.type === 'product' && isReadable(doc) ? [[doc._id, doc]] : []))),
  };
}

const missing = (who: string, ids: readonly string[], held: ReadonlySet<string>): string[] =>
  ids.filter((id) => !held.has(id)).map((id) => `${who} lacks ${id}`);

async function idsOf(phone: TestPhone): Promise<string[]> {
  return (await phone.disk.allDocs({})).rows.map(({ key, id }) => id ?? key);
}

/** Only a phone that was there when it arrived holds an event of before the window. */
function windowOf(docs: readonly ShopDocument[]): string[] {
  const cutoff = `${addDays(new Date().toISOString().slice(0, 10), -WINDOW_DAYS)}T00:00:00.000Z`;
  return docs.filter((doc) => isInWindow(doc, cutoff)).map(({ _id }) => _id);
}

async function compareFigures(who: string, phone: TestPhone, expected: Expected): Promise<string[]> {
  const { stock, days, products } = await phone.figures.read();
  const found: string[] = [];
  const compare = (what: string, here: unknown, there: unknown) => {
    const [mine, right] = [canonicalText(here), canonicalText(there)];
    if (mine !== right) found.push(`${who}: ${what} ${mine} instead of ${right}`);
  };
  compare('stock', withoutZeros(stock), withoutZeros(expected.stock));
  compare('days', days.filter(isBusy), expected.days.filter(isBusy));
  for (const [id, product] of expected.products) {
    const mine = products.get(id);
    if (!mine || !sameContent(mine, product)) compare(id, mine, product);
  }
  return found;
}

async function compareViews(
  server: TestServer,
  tenantId: string,
  expected: Expected,
  acknowledged: readonly ShopDocument[],
): Promise<string[]> {
  const remote = new Remote({
    url: server.shopUrl(tenantId),
    fetch,
    token: async () => server.token(tenantId, 'viewer', 'viewer'),
    time: DEVICE_TIME,
    onAnswer: () => undefined,
    onTraffic: () => undefined,
  });
  const found: string[] = [];
  const stock = new Map([...(await onHand(remote.ask))].map(([id, { milli }]) => [id, fromMilli(milli)]));
  const [mine, right] = [withoutZeros(stock), withoutZeros(expected.stock)].map(canonicalText);
  if (mine !== right) found.push(`views: stock ${mine} instead of ${right}`);
  const [tickets] = await remote.ask(ticketsByDayAndSettlement, [{ group: true }]);
  const sales = acknowledged.filter(({ type }) => type === 'sale').length;
  const voids = acknowledged.filter((doc) => doc.type === 'void' && doc.original.type === 'sale').length;
  const counted = (tickets?.rows ?? []).reduce((sum, { value: [count] }) => sum + count, 0);
  if (counted !== sales - voids) found.push(`views: ${counted} tickets instead of ${sales - voids}`);
  return found;
}

/** A losing version must bring nothing that the winner does not say already. */
async function unmerged(server: TestServer, url: string, docs: readonly ShopDocument[]): Promise<string[]> {
  const found: string[] = [];
  for (const doc of docs) {
    if (doc.type !== 'product') continue;
    for (const rev of doc._conflicts ?? []) {
      const loser = (await server.ask('GET', `${url}/${encodeURIComponent(doc._id)}?rev=${rev}`)) as Product;
      if (!sameContent(mergeVersions(doc, [loser]).doc, doc)) found.push(`${doc._id}: ${rev} was not merged`);
    }
  }
  return found;
}

function totalsOf(events: readonly LedgerEvent[]): DayTotals[] {
  const days = new Map<Day, DayTotals>();
  for (const event of events) {
    for (const effect of ticketEffects(event)) days.set(effect.day, addTicket(days.get(effect.day), effect));
  }
  return [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

const isBusy = (day: DayTotals): boolean => day.tickets !== 0 || day.missedTickets !== 0;
const withoutZeros = (stock: ReadonlyMap<ProductId, number>) => new Map([...stock].filter(([, units]) => units !== 0));

function canonicalText(value: unknown): string {
  if (value instanceof Map) return canonicalText(Object.fromEntries(value));
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${name}:${canonicalText(inner)}`).join()}}`;
}

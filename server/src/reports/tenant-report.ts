import { tenantDatabase } from '@digiboost/couch/provisioning';
import { type Asset, documentFault, type ReportType, type Sale } from '@digiboost/domain/documents';
import type { SalesPeriod } from '@digiboost/domain/kpis';
import { fileName, type PeriodFault, paperOf, periodFault, REPORTS } from '@digiboost/domain/reports';
import { addDays, type Day } from '@digiboost/domain/shared/day';
import { fail, ok, type Result } from '@digiboost/domain/shared/result';
import { paperFile } from '@digiboost/papers';
import { MEDIA_TYPES } from '@digiboost/papers/formats';
import { isFreeTenantId } from '../accounts/tenant-store.ts';
import { connectCouch, type Database } from '../couch/client.ts';
import { CouchError } from '../couch/couch-error.ts';
import { mergedDocuments } from '../shop/catalogue.ts';
import type { OfShop } from '../shop/kept.ts';
import { readMoneyHistory } from '../shop/money-history.ts';
import { shopBooks, type WholeBook } from '../shop/shop-books.ts';
import { type Sealing, withSeal } from './paper-seal.ts';

/** A report's file. */
interface ReportFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A report's file, or why there is none. `tenant`: there is no such shop. */
export type Making = Result<ReportFile, PeriodFault | 'tenant'>;

interface ReportParts {
  readonly shop: Database;
  readonly booksOf: OfShop<WholeBook>;
  readonly now: Date;
  readonly sealing: Sealing | undefined;
}

/** Makes the report `type` of a shop's `period`, or says what is wrong with the period. */
async function makeReport(
  { shop, booksOf, now, sealing }: ReportParts,
  type: ReportType,
  period: SalesPeriod,
): Promise<Result<ReportFile, PeriodFault>> {
  const report = REPORTS[type];
  const book = await booksOf(shop, now);
  const fault = periodFault(period, book.today);
  if (fault) return fail(fault);
  const sales = report.needsSales ? await standingSales(shop, period.from, period.to) : [];
  const accounts = report.needsMoney
    ? {
        money: await readMoneyHistory(shop, book.shop?.settings.timezone),
        assets: await mergedDocuments<Asset>(shop, 'asset'),
      }
    : undefined;
  const paper = paperOf(report, {
    book,
    period,
    sales,
    madeAt: now.toISOString(),
    ...(accounts ? { accounts } : {}),
  });
  const sealedPaper = sealing && report.format === 'pdf' ? withSeal(paper, book.shop?.name ?? '', sealing) : paper;
  const name = `${fileName(report.title, report.isOfOneDay ? { from: period.to, to: period.to } : period)}.${report.format}`;
  return ok({ name, mediaType: MEDIA_TYPES[report.format], bytes: await paperFile(sealedPaper, report.format) });
}

/** A report of one shop; no server needs to run. With `sealing` a document can be checked on the server. */
export async function makeTenantReport(
  couchUrl: string,
  tenantId: string,
  type: ReportType,
  period: SalesPeriod,
  { now = new Date(), sealing }: { readonly now?: Date; readonly sealing?: Sealing | undefined } = {},
): Promise<Making> {
  if (!isFreeTenantId(tenantId)) return fail('tenant');
  const shop = connectCouch(couchUrl).database(tenantDatabase(tenantId));
  if (!(await isThere(shop))) return fail('tenant');
  return makeReport({ shop, booksOf: shopBooks(), now, sealing }, type, period);
}

/** A database that is slow to answer is one all the same: throws where CouchDB does not tell. */
async function isThere(shop: Database): Promise<boolean> {
  try {
    await shop.updateSeq();
    return true;
  } catch (error) {
    if (error instanceof CouchError && error.status === 404) return false;
    throw error;
  }
}

/** Documents read in one answer. */
const AT_ONCE = 2_000;

interface Page<D> {
  readonly rows: readonly { readonly id: string; readonly doc?: D | null }[];
}

/** The delivered tickets of the days from..to that were not voided, whatever else lies there. */
async function standingSales(shop: Database, from: Day, to: Day): Promise<Sale[]> {
  // Away from UTC a shop's day begins and ends on another day of the instants that the ids hold.
  const [first, end] = [addDays(from, -1), addDays(to, 2)];
  const voided = new Set<string>();
  for await (const { id } of rowsOf(shop, `void:sale:${first}`, `void:sale:${end}`, false))
    voided.add(id.slice('void:'.length));
  const sales: Sale[] = [];
  for await (const { id, doc } of rowsOf<Sale>(shop, `sale:${first}`, `sale:${end}`, true)) {
    if (!doc || voided.has(id) || documentFault(doc) || doc.status !== 'DELIVERED') continue;
    if (doc.day >= from && doc.day <= to) sales.push(doc);
  }
  return sales;
}

/** The documents with from <= id < end, a page at a time. */
async function* rowsOf<D>(shop: Database, from: string, end: string, include_docs: boolean) {
  for (let startkey = from; ; ) {
    const query = { include_docs, startkey, endkey: end, inclusive_end: false, limit: AT_ONCE };
    const { rows } = await shop.request<Page<D>>('get', '_all_docs', undefined, query);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < AT_ONCE) return;
    startkey = `${last.id}\ufff0`;
  }
}

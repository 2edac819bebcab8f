import type {
  Acknowledgement,
  Alert,
  AlertEvent,
  Category,
  Order,
  Product,
  ProductId,
  Sale,
  Shop,
  Supplier,
  Void,
} from '@digiboost/domain/documents';
import type { Overview } from '@digiboost/domain/kpis';
import type { DayTotals, Entry } from '@digiboost/domain/ledger';
import { addDays, type Instant } from '@digiboost/domain/shared/day';
import type { Result } from '@digiboost/domain/shared/result';
import type { FetchFault, Replica } from '../replica/types.ts';
import type { DayActivity } from './activity-columns.ts';
import { DocumentLists } from './document-lists.svelte.ts';
import type { FirstFigures } from './first-look.ts';
import { LazyList } from './lazy-list.svelte.ts';
import { CATALOG_LIST, DAY_LIST, type Notice, noticeChannel, PRODUCT_LIST } from './notices.ts';
import { rollOverview, shopDay } from './overview-record.ts';
import { type FirstRead, ModelReader } from './reader.ts';
import type { CatalogDocument, OverviewRecord } from './records.ts';
import type { ProductRow, ShopModel, Ticket } from './types.ts';

const ENTRIES_SHOWN = 200;
/** Zones in which the shop's day is the day of the instant in UTC. */
const isUtc = (timezone: string | undefined): boolean =>
  timezone === undefined || timezone === 'Africa/Dakar' || timezone === 'UTC';

export interface ShopModelContext {
  /** The tenant's id. */
  readonly name: string;
  /** Where tickets are kept whole; asked for only when they are shown. */
  readonly documents: Pick<Replica, 'range' | 'fetch'>;
  readonly now?: () => Instant;
  /** What the first look of a starting app has read. */
  readonly first?: FirstFigures | null;
}

/** Opens the shop's figures in this tab: reads the overview at once and follows the projector's notices. */
export class LiveShopModel implements ShopModel {
  readonly #reader: ModelReader;
  readonly #channel: BroadcastChannel;
  readonly #documents: Pick<Replica, 'range' | 'fetch'>;
  readonly #now: () => Instant;
  readonly #products: LazyList<ProductRow>;
  readonly #days: LazyList<DayTotals>;
  readonly #catalog: LazyList<CatalogDocument>;
  readonly #lists: DocumentLists;
  readonly #whenVisible = (): void => {
    if (document.visibilityState === 'visible') void this.#catchUp();
  };
  #record = $state.raw<OverviewRecord | null>(null);
  #isReady = $state(false);
  #revision = $state(0);
  #seq = 0;
  readonly #byId = $derived.by(() => new Map<string, ProductRow>(this.products.map((row) => [row.id, row])));
  readonly #categories = $derived.by(() =>
    this.#catalog.rows.filter((doc): doc is Category => doc.type === 'category'),
  );
  readonly #suppliers = $derived.by(() => this.#catalog.rows.filter((doc): doc is Supplier => doc.type === 'supplier'));

  /** Resolves once the persisted figures have been read. */
  readonly opened: Promise<void>;

  constructor({ name, documents, now = () => new Date().toISOString(), first = null }: ShopModelContext) {
    this.#reader = first?.reader ?? new ModelReader(name);
    this.#documents = documents;
    this.#now = now;
    this.#products = new LazyList(PRODUCT_LIST, () => this.#reader.products());
    this.#days = new LazyList(DAY_LIST, () => this.#reader.days());
    this.#catalog = new LazyList(CATALOG_LIST, () => this.#reader.catalog());
    this.#lists = new DocumentLists(this.#reader, now);
    this.#channel = noticeChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<Notice>) => this.#receive(data);
    // A page that was frozen may have been passed over by notices.
    if (typeof document !== 'undefined') document.addEventListener('visibilitychange', this.#whenVisible);
    if (first) this.#show(first.read);
    // Since the first look nobody has listened to the notices.
    this.opened = first ? this.#catchUp() : this.#open();
  }

  get ready(): boolean {
    return this.#isReady;
  }

  get populated(): boolean {
    return this.#record !== null;
  }

  get overview(): Overview | null {
    return this.#record?.overview ?? null;
  }

  get shop(): Shop | null {
    return this.#record?.shop ?? null;
  }

  get categories(): readonly Category[] {
    return this.#categories;
  }

  get suppliers(): readonly Supplier[] {
    return this.#suppliers;
  }

  get products(): readonly ProductRow[] {
    return this.#products.rows;
  }

  get productsLoaded(): boolean {
    return this.#products.isLoaded;
  }

  get days(): readonly DayTotals[] {
    return this.#days.rows;
  }

  get daysLoaded(): boolean {
    return this.#days.isLoaded;
  }

  get orders(): readonly Order[] {
    return this.#lists.orders.rows;
  }

  get ordersLoaded(): boolean {
    return this.#lists.orders.isLoaded;
  }

  get alerts(): readonly Alert[] {
    return this.#lists.alerts.rows;
  }

  get alertsLoaded(): boolean {
    return this.#lists.alerts.isLoaded;
  }

  get alertEvents(): readonly AlertEvent[] {
    return this.#lists.alertEvents.rows;
  }

  get alertEventsLoaded(): boolean {
    return this.#lists.alertEvents.isLoaded;
  }

  get acknowledgements(): readonly Acknowledgement[] {
    return this.#lists.acknowledgements.rows;
  }

  get revision(): number {
    return this.#revision;
  }

  product(id: string): ProductRow | undefined {
    return this.#byId.get(id);
  }

  entries(productId: Product['_id'], limit = ENTRIES_SHOWN): Promise<Entry[]> {
    return this.#reader.entries(productId, limit);
  }

  activity(productId: ProductId): Promise<DayActivity[]> {
    return this.#reader.activity(productId);
  }

  async tickets(from: string, to: string, limit?: number): Promise<Ticket[]> {
    const { sales, voids, margin } = this.#ticketRanges(from, to);
    const limited = limit === undefined || margin > 0 ? {} : { limit };
    const found = await Promise.all([
      this.#documents.range<Sale>({ ...sales, descending: true, ...limited }),
      this.#documents.range<Void>(voids),
    ]);
    return ticketsOf(...found, from, to).slice(0, limit);
  }

  async olderTickets(from: string, to: string): Promise<Result<Ticket[], FetchFault>> {
    const { sales, voids } = this.#ticketRanges(from, to);
    const found = await this.#documents.fetch([sales, voids]);
    if (!found.ok) return found;
    const older = found.value.filter((doc) => doc.type === 'sale');
    const cancelled = found.value.filter((doc) => doc.type === 'void');
    return { ok: true, value: ticketsOf(older.reverse(), cancelled, from, to) };
  }

  heldFrom(): Promise<string | null> {
    return this.#reader.heldFrom();
  }

  /** The ids that the tickets of the days from..to and their voids may have. */
  #ticketRanges(from: string, to: string) {
    // Elsewhere than in UTC a shop's day begins and ends on another day of the instants that the ids hold.
    const margin = isUtc(this.shop?.settings.timezone) ? 0 : 1;
    const first = addDays(from, -margin);
    const end = addDays(to, 1 + margin);
    return {
      sales: { from: `sale:${first}`, to: `sale:${end}` },
      voids: { from: `void:sale:${first}`, to: `void:sale:${end}` },
      margin,
    };
  }

  close(): void {
    if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', this.#whenVisible);
    this.#channel.close();
    this.#reader.close();
  }

  async #open(): Promise<void> {
    this.#show(await this.#reader.first().catch(() => ({ overview: null, seq: 0 })));
  }

  #show({ overview, seq }: FirstRead): void {
    // A notice that came first knows better.
    if (!this.#record && overview) {
      this.#record = rollOverview(overview, shopDay(overview.shop, this.#now()));
      this.#seq = seq;
    }
    // From navigation to here is the part of a cold start that the model answers for; `npm run bench` reads it.
    performance.mark('model:ready');
    this.#isReady = true;
  }

  #receive(notice: Notice): void {
    const wasPopulated = this.populated;
    const hasGap = notice.after > this.#seq;
    if (notice.overview) this.#record = notice.overview;
    if (notice.kind === 'replaced') {
      this.#products.replace(notice.products);
      this.#days.replace(notice.days);
      this.#catalog.replace(notice.catalog);
      this.#lists.replace(notice.documents);
    } else if (notice.kind === 'reload' || hasGap || !wasPopulated) {
      this.#reload();
    } else {
      this.#products.patch(notice.products);
      this.#days.patch(notice.days);
      this.#catalog.patch(notice.catalog);
      this.#lists.patch(notice.documents);
    }
    this.#seq = notice.kind === 'changed' ? Math.max(this.#seq, notice.seq) : notice.seq;
    this.#revision += 1;
  }

  async #catchUp(): Promise<void> {
    const { overview, seq } = await this.#reader.first().catch(() => ({ overview: null, seq: 0 }));
    if (!overview || seq <= this.#seq) return;
    this.#record = overview;
    this.#seq = seq;
    this.#reload();
    this.#revision += 1;
  }

  #reload(): void {
    this.#products.reload();
    this.#days.reload();
    this.#catalog.reload();
    this.#lists.reload();
  }
}

/** The tickets of the days from..to among `sales`, in their order. */
function ticketsOf(sales: readonly Sale[], voids: readonly Void[], from: string, to: string): Ticket[] {
  const voided = new Map<string, Void>(voids.map((doc) => [doc._id, doc]));
  return sales
    .filter(({ day }) => day >= from && day <= to)
    .map((sale) => ({ sale, voided: voided.get(`void:${sale._id}`) ?? null }));
}

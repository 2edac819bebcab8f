import type {
  Acknowledgement,
  Alert,
  AlertEvent,
  Category,
  Customer,
  Order,
  Product,
  ProductId,
  Shop,
  Supplier,
} from '@digiboost/domain/documents';
import type { Overview } from '@digiboost/domain/kpis';
import type { DayRow, DayTotals, Entry } from '@digiboost/domain/ledger';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Result } from '@digiboost/domain/shared/result';
import type { FetchFault, Replica } from '../replica/types.ts';
import { DocumentLists } from './document-lists.svelte.ts';
import type { FirstFigures } from './first-look.ts';
import { LazyList } from './lazy-list.svelte.ts';
import type { ShopMoney } from './money-reader.ts';
import { CATALOG_LIST, DAY_LIST, type Notice, noticeChannel, PRODUCT_LIST } from './notices.ts';
import { rollOverview, shopDay } from './overview-record.ts';
import { type FirstRead, ModelReader } from './reader.ts';
import type { CatalogDocument, OverviewRecord } from './records.ts';
import { TicketReader } from './ticket-reader.ts';
import type { ProductRow, ShopModel, Ticket } from './types.ts';

const ENTRIES_SHOWN = 200;

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
  readonly #tickets: TicketReader;
  readonly #now: () => Instant;
  readonly #products: LazyList<ProductRow>;
  readonly #days: LazyList<DayTotals>;
  readonly #catalog: LazyList<CatalogDocument>;
  readonly lists: DocumentLists;
  readonly #whenVisible = (): void => {
    if (document.visibilityState === 'visible') void this.#catchUp();
  };
  #record = $state.raw<OverviewRecord | null>(null);
  #isReady = $state(false);
  #isPreview = $state(false);
  readonly held = $derived({ ready: this.#isReady, populated: this.populated && !this.#isPreview });
  #revision = $state(0);
  #seq = 0;
  readonly #byId = $derived.by(() => new Map<string, ProductRow>(this.products.map((row) => [row.id, row])));
  readonly #categories = $derived.by(() =>
    this.#catalog.rows.filter((doc): doc is Category => doc.type === 'category'),
  );
  readonly #suppliers = $derived.by(() => this.#catalog.rows.filter((doc): doc is Supplier => doc.type === 'supplier'));

  /** Resolves once the persisted figures have been read. */
  readonly opened: Promise<void>;
  readonly money: ShopMoney;

  constructor({ name, documents, now = () => new Date().toISOString(), first = null }: ShopModelContext) {
    this.#reader = first?.reader ?? new ModelReader(name);
    this.money = this.#reader.money;
    this.#tickets = new TicketReader(documents, () => this.shop?.settings.timezone);
    this.#now = now;
    this.#products = new LazyList(PRODUCT_LIST, () => this.#reader.products());
    this.#days = new LazyList(DAY_LIST, () => this.#reader.days());
    this.#catalog = new LazyList(CATALOG_LIST, () => this.#reader.catalog());
    this.lists = new DocumentLists(this.#reader, now);
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
    return this.lists.of('order').rows;
  }

  get ordersLoaded(): boolean {
    return this.lists.of('order').isLoaded;
  }

  get alerts(): readonly Alert[] {
    return this.lists.of('alert').rows;
  }

  get alertsLoaded(): boolean {
    return this.lists.of('alert').isLoaded;
  }

  get alertEvents(): readonly AlertEvent[] {
    return this.lists.of('alertEvent').rows;
  }

  get alertEventsLoaded(): boolean {
    return this.lists.of('alertEvent').isLoaded;
  }

  get acknowledgements(): readonly Acknowledgement[] {
    return this.lists.of('acknowledgement').rows;
  }

  get customers(): readonly Customer[] {
    return this.lists.of('customer').rows;
  }

  get customersLoaded(): boolean {
    return this.lists.of('customer').isLoaded;
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

  activity(productId: ProductId): Promise<DayRow[]> {
    return this.#reader.activity(productId);
  }

  tickets(from: string, to: string, limit?: number): Promise<Ticket[]> {
    return this.#tickets.held(from, to, limit);
  }

  olderTickets(from: string, to: string): Promise<Result<Ticket[], FetchFault>> {
    return this.#tickets.older(from, to);
  }

  heldFrom(): Promise<string | null> {
    return this.#reader.heldFrom();
  }

  close(): void {
    if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', this.#whenVisible);
    this.#channel.close();
    this.#reader.close();
  }

  async #open(): Promise<void> {
    // What cannot be read yet comes with the worker's first notice.
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
    this.#isPreview = notice.kind === 'previewed';
    if (notice.kind === 'replaced' || this.#isPreview) {
      this.#products.replace(notice.products);
      this.#days.replace(notice.days);
      this.#catalog.replace(notice.catalog);
      this.lists.replace(notice.documents);
    } else if (notice.kind === 'reload' || hasGap || !wasPopulated) {
      this.#reload();
    } else {
      this.#products.patch(notice.products);
      this.#days.patch(notice.days);
      this.#catalog.patch(notice.catalog);
      this.lists.patch(notice.documents);
    }
    this.#seq = notice.kind === 'changed' ? Math.max(this.#seq, notice.seq) : notice.seq;
    this.#revision += 1;
  }

  async #catchUp(): Promise<void> {
    // The next notice brings what cannot be read now.
    const { overview, seq } = await this.#reader.first().catch(() => ({ overview: null, seq: 0 }));
    if (!overview || seq <= this.#seq) return;
    this.#record = overview;
    this.#seq = seq;
    this.#reload();
    this.#revision += 1;
  }

  #reload(): void {
    for (const list of [this.#products, this.#days, this.#catalog, this.lists]) list.reload();
  }
}

import type { Category, Product, ProductId, Sale, Shop, Supplier, Void } from '@digiboost/domain/documents';
import type { Overview } from '@digiboost/domain/kpis';
import type { DayTotals, Entry } from '@digiboost/domain/ledger';
import { addDays, type Instant } from '@digiboost/domain/shared/day';
import type { Replica } from '../replica/types.ts';
import type { DayActivity } from './activity-columns.ts';
import { LazyList } from './lazy-list.svelte.ts';
import { CATALOG_LIST, DAY_LIST, type Notice, noticeChannel, PRODUCT_LIST } from './notices.ts';
import { rollOverview, shopDay } from './overview-record.ts';
import { ModelReader } from './reader.ts';
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
  readonly documents: Pick<Replica, 'range'>;
  readonly now?: () => Instant;
}

/** Opens the shop's figures in this tab: reads the overview at once and follows the projector's notices. */
export class LiveShopModel implements ShopModel {
  readonly #reader: ModelReader;
  readonly #channel: BroadcastChannel;
  readonly #documents: Pick<Replica, 'range'>;
  readonly #now: () => Instant;
  readonly #products: LazyList<ProductRow>;
  readonly #days: LazyList<DayTotals>;
  readonly #catalog: LazyList<CatalogDocument>;
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

  constructor({ name, documents, now = () => new Date().toISOString() }: ShopModelContext) {
    this.#reader = new ModelReader(name);
    this.#documents = documents;
    this.#now = now;
    this.#products = new LazyList(PRODUCT_LIST, () => this.#reader.products());
    this.#days = new LazyList(DAY_LIST, () => this.#reader.days());
    this.#catalog = new LazyList(CATALOG_LIST, () => this.#reader.catalog());
    this.#channel = noticeChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<Notice>) => this.#receive(data);
    // A page that was frozen may have been passed over by notices.
    if (typeof document !== 'undefined') document.addEventListener('visibilitychange', this.#whenVisible);
    void this.#open();
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
    // Elsewhere than in UTC a shop's day begins and ends on another day of the instants that the ids hold.
    const margin = isUtc(this.shop?.settings.timezone) ? 0 : 1;
    const first = addDays(from, -margin);
    const end = addDays(to, 1 + margin);
    const limited = limit === undefined || margin > 0 ? {} : { limit };
    const [sales, voids] = await Promise.all([
      this.#documents.range<Sale>({ from: `sale:${first}`, to: `sale:${end}`, descending: true, ...limited }),
      this.#documents.range<Void>({ from: `void:sale:${first}`, to: `void:sale:${end}` }),
    ]);
    const voided = new Map<string, Void>(voids.map((doc) => [doc._id, doc]));
    return sales
      .filter(({ day }) => day >= from && day <= to)
      .slice(0, limit)
      .map((sale) => ({ sale, voided: voided.get(`void:${sale._id}`) ?? null }));
  }

  close(): void {
    if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', this.#whenVisible);
    this.#channel.close();
    this.#reader.close();
  }

  async #open(): Promise<void> {
    const { overview, seq } = await this.#reader.first().catch(() => ({ overview: null, seq: 0 }));
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
    } else if (notice.kind === 'reload' || hasGap || !wasPopulated) {
      this.#reload();
    } else {
      this.#products.patch(notice.products);
      this.#days.patch(notice.days);
      this.#catalog.patch(notice.catalog);
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
  }
}

import { ALERT_KINDS, judgedAlerts, type StockChanges } from '@digiboost/domain/alerts';
import type { Alert, AlertEvent, ProductId } from '@digiboost/domain/documents';
import { businessDay } from '@digiboost/domain/shared/clock';
import { addDays, type Day, type Instant } from '@digiboost/domain/shared/day';
import type { ShopInsight } from '../../insight/types.ts';
import type { ProductRow, ShopModel } from '../../model/types.ts';
import type { SyncStatus } from '../../replica/types.ts';
import { type BoardEvent, boardEvents, type Findings, isOpen, isUnseen, NO_FINDINGS } from './board-events.ts';
import { judge } from './judgement.ts';
import { isJudgedHere, needsOf, type PhoneShop, stockChanges } from './phone-facts.ts';

/** Changes come in bursts: one judgement for all of them. */
const DEBOUNCE_MS = 80;
/** Newest lines of a product's ledger that are searched for the moment at which its stock ran out. */
const LINES = 60;
/** Products looked up at most in one judgement: what is in rupture for long the server tells. */
const LOOKED_UP = 50;
/** Days over which a service rate is taken unless the alert says otherwise. */
const SALES_DAYS = ALERT_KINDS.SERVICE_RATE_DROP.defaults.windowDays ?? 7;
/** What the phone may declare ended: it has the stock at first hand. */
const STOCK_TYPES: readonly AlertEvent['alertType'][] = ['RUPTURE', 'LOW_STOCK'];

export interface AlertBoardDeps {
  readonly model: Pick<
    ShopModel,
    | 'alerts'
    | 'alertsLoaded'
    | 'alertEvents'
    | 'alertEventsLoaded'
    | 'acknowledgements'
    | 'products'
    | 'productsLoaded'
    | 'suppliers'
    | 'days'
    | 'daysLoaded'
    | 'shop'
    | 'entries'
    | 'heldFrom'
  >;
  readonly insight: Pick<ShopInsight, 'outlook' | 'watch' | 'ask'> | null;
  readonly status: () => Pick<SyncStatus, 'pending'>;
  readonly now: () => Instant;
}

/** What one judgement is made from. */
interface Look {
  readonly alerts: readonly Alert[];
  readonly openEvents: readonly AlertEvent[];
  /** Documents that the server does not have yet. */
  readonly pending: number;
  readonly rows: readonly ProductRow[];
  readonly suppliers: ShopModel['suppliers'];
  readonly days: ShopModel['days'] | null;
  /** Days of which what each product sold is asked for; 0: no alert speaks of it. */
  readonly salesDays: number;
  readonly outlook: ShopInsight['outlook'];
  readonly timezone: string | undefined;
}

/**
 * The shop's alerts as this phone knows them: what the server noticed, and at once, without a network, what this phone
 * notices by the same rules. Judged again whenever what an active alert looks at has changed.
 */
export class AlertBoard {
  readonly #deps: AlertBoardDeps;
  #findings = $state.raw<Findings>(NO_FINDINGS);
  #judged = $state(false);
  readonly events = $derived.by(() =>
    boardEvents(this.#deps.model.alertEvents, this.#findings, this.#deps.model.acknowledgements),
  );
  readonly open = $derived(this.events.filter(isOpen));
  readonly unseen = $derived(this.events.filter(isUnseen));
  readonly #changes = new Map<ProductId, { readonly stamp: string; readonly changes: StockChanges }>();
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #end: () => void;

  constructor(deps: AlertBoardDeps) {
    this.#deps = deps;
    this.#end = $effect.root(() => {
      $effect(() => {
        if (this.#active.some((alert) => needsOf(alert).outlook)) return this.#deps.insight?.watch();
      });
      $effect(() => this.#schedule(this.#look()));
    });
  }

  /** The server's events were read and this phone has looked for itself. */
  get settled(): boolean {
    return this.#judged && this.#deps.model.alertEventsLoaded;
  }

  event(id: string): BoardEvent | undefined {
    return this.events.find(({ _id }) => _id === id);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#end();
  }

  get #active(): Alert[] {
    const { model } = this.#deps;
    // A shop without alerts never pays for the list of its products here.
    if (!model.alerts.some(({ isActive }) => isActive)) return [];
    return judgedAlerts(model.alerts, model.products.length).filter(isJudgedHere);
  }

  /** Everything that the judgement is made from, read now so that its change asks for another; null: not read yet. */
  #look(): Look | null {
    const { model, insight } = this.#deps;
    if (!model.alertsLoaded || !model.alertEventsLoaded) return null;
    const alerts = model.alerts.filter((alert) => isJudgedHere(alert));
    const known = new Set<string>(alerts.map(({ _id }) => _id));
    const openEvents = model.alertEvents.filter(({ closedAt, alertId }) => !closedAt && known.has(alertId));
    const active = this.#active;
    const isIdle = active.length === 0;
    if (!isIdle && !model.productsLoaded) return null;
    const salesDays = Math.max(
      ...active.map((alert) => (needsOf(alert).productSales ? (alert.conditions.windowDays ?? SALES_DAYS) : 0)),
      0,
    );
    // A sale or a missed sale changes the days: then what each product sold is asked for again.
    const wantsDays = salesDays > 0 || active.some((alert) => needsOf(alert).days);
    return {
      alerts,
      openEvents,
      pending: this.#deps.status().pending,
      rows: isIdle ? [] : model.products,
      suppliers: isIdle ? [] : model.suppliers,
      days: wantsDays && model.daysLoaded ? model.days : null,
      salesDays,
      outlook: isIdle ? null : (insight?.outlook ?? null),
      timezone: model.shop?.settings.timezone,
    };
  }

  #schedule(seen: Look | null): void {
    clearTimeout(this.#timer);
    if (seen) this.#timer = setTimeout(() => void this.#judge(seen), DEBOUNCE_MS);
  }

  async #judge(seen: Look): Promise<void> {
    const turn = ++this.#turn;
    const now = this.#deps.now();
    const isStale = () => turn !== this.#turn;
    const today = businessDay(now, seen.timezone);
    const productSales = await this.#productSales(seen.salesDays, today);
    if (isStale()) return;
    const judged = () => {
      const changes = new Map([...this.#changes].map(([id, known]) => [id, known.changes]));
      const shop = { ...seen, now, today, productSales, changes };
      return judge(seen.alerts, shop, seen.openEvents, isStale);
    };
    let found = await judged();
    if (found && found.wanting.size > 0) {
      const { wanting } = found;
      const wanted = seen.rows.filter(({ id }) => wanting.has(id)).slice(0, LOOKED_UP);
      await Promise.all(wanted.map((row) => this.#lookUp(row)));
      found = isStale() ? null : await judged();
    }
    if (!found) return;
    const ended = found.closed.filter(({ alertType }) => STOCK_TYPES.includes(alertType));
    this.#findings = {
      opened: found.opened,
      // Only what this phone has not sent yet can be news to the server.
      ended: new Set(seen.pending > 0 ? ended.map(({ _id }) => _id) : []),
    };
    this.#judged = true;
  }

  /** What each product sold on the last `days` days; null when nobody asks, and when the worker does not answer. */
  async #productSales(days: number, today: Day): Promise<PhoneShop['productSales']> {
    const { insight } = this.#deps;
    if (days === 0 || !insight) return null;
    return insight.ask('productSales', { from: addDays(today, 1 - days) }).catch(() => null);
  }

  async #lookUp({ id, product, onHand, countedAt }: ProductRow): Promise<void> {
    const stamp = `${onHand}|${countedAt}`;
    if (this.#changes.get(id)?.stamp === stamp) return;
    const { model } = this.#deps;
    const [entries, heldFrom] = await Promise.all([model.entries(id, LINES), model.heldFrom()]);
    const isYoung = heldFrom !== null && product.createdAt.slice(0, 10) >= heldFrom;
    const reachesBack = entries.length < LINES && isYoung;
    this.#changes.set(id, { stamp, changes: stockChanges(entries, reachesBack) });
  }
}

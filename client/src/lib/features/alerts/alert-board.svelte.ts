import type { Alert, Order } from '@digiboost/domain/documents';
import { receivedTwice } from '@digiboost/domain/purchase/received-twice';
import type { Instant } from '@digiboost/domain/shared/day';
import type { Findings } from '../../insight/analyses/alerts.ts';
import { isJudgedHere, needsOutlook } from '../../insight/judged-here.ts';
import type { ShopInsight } from '../../insight/shop-insight.ts';
import type { ShopModel } from '../../model/types.ts';
import type { SyncStatus } from '../../replica/types.ts';
import { type BoardEvent, boardEvents, isOpen, isUnseen } from './board-events.ts';

/** Changes come in bursts: one judgement for all of them. */
const DEBOUNCE_MS = 80;

export interface AlertBoardDeps {
  readonly model: Pick<
    ShopModel,
    'alerts' | 'alertsLoaded' | 'alertEvents' | 'alertEventsLoaded' | 'acknowledgements' | 'orders' | 'revision'
  >;
  readonly insight: Pick<ShopInsight, 'outlook' | 'revision' | 'watch' | 'ask'>;
  readonly status: () => Pick<SyncStatus, 'pending'>;
  readonly now: () => Instant;
}

const NO_FINDINGS: Findings = { opened: [], ended: [] };

/**
 * The shop's alerts as this phone knows them: what the server noticed, and at once, without a network, what this phone
 * notices by the same rules. Judged again, beside the page, whenever the shop changes.
 */
export class AlertBoard {
  readonly #deps: AlertBoardDeps;
  #findings = $state.raw<Findings>(NO_FINDINGS);
  #judged = $state(false);
  readonly events = $derived.by(() => {
    // Only what this phone has not sent yet can be news to the server.
    const isAhead = this.#deps.status().pending > 0;
    const { alertEvents, acknowledgements } = this.#deps.model;
    return boardEvents(alertEvents, isAhead ? this.#findings : { ...this.#findings, ended: [] }, acknowledgements);
  });
  readonly open = $derived(this.events.filter(isOpen));
  readonly unseen = $derived(this.events.filter(isUnseen));
  /** Orders of which a delivery seems to have been written down twice: open until somebody says which it is. */
  readonly doubled: readonly Order[] = $derived.by(() =>
    this.#deps.model.orders.filter((order) => receivedTwice(order).length > 0),
  );
  /** How much asks for somebody's attention. */
  readonly waiting = $derived(this.unseen.length + this.doubled.length);
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #end: () => void;

  constructor(deps: AlertBoardDeps) {
    this.#deps = deps;
    this.#end = $effect.root(() => {
      $effect(() => {
        if (this.#judgedHere.some((alert) => alert.isActive && needsOutlook(alert))) return this.#deps.insight.watch();
      });
      $effect(() => this.#schedule());
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

  get #judgedHere(): Alert[] {
    return this.#deps.model.alerts.filter(isJudgedHere);
  }

  /** Asks what the phone notices; reads everything that asks for another judgement when it changes. */
  #schedule(): void {
    const { model, insight } = this.#deps;
    clearTimeout(this.#timer);
    if (!model.alertsLoaded || !model.alertEventsLoaded) return;
    const alerts = new Set<string>(this.#judgedHere.map(({ _id }) => _id));
    const hasOpen = model.alertEvents.some(({ closedAt, alertId }) => !closedAt && alerts.has(alertId));
    // A shop without alerts never pays for its analyses here.
    if (!hasOpen && !this.#judgedHere.some(({ isActive }) => isActive)) {
      this.#turn += 1;
      this.#take(NO_FINDINGS);
      return;
    }
    void [model.revision, insight.revision, insight.outlook];
    this.#timer = setTimeout(() => void this.#judge(), DEBOUNCE_MS);
  }

  async #judge(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const found = await this.#deps.insight.ask('alerts', { now: this.#deps.now() });
      if (turn === this.#turn) this.#take(found);
    } catch (error) {
      console.error(error);
      // What the server noticed is shown all the same; the next change asks again.
      if (turn === this.#turn) this.#judged = true;
    }
  }

  #take(findings: Findings): void {
    this.#findings = findings;
    this.#judged = true;
  }
}

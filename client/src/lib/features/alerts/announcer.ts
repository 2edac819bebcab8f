import { alerts as words } from '../../i18n/fr/alerts.ts';
import { type BoardEvent, subjectKey } from './board-events.ts';

/** What of the browser is used; given by tests. */
export interface AnnouncerDeps {
  readonly tenantId: string;
  readonly storage: Storage | undefined;
  readonly locks: LockManager | undefined;
  /** Shows a short message that leads to `path` when pressed. */
  readonly show: (text: string, path: string) => void;
  readonly isVisible: () => boolean;
}

/** Where an event is shown in full. */
export const eventPath = (id: string): string =>
  `/alertes/historique/${encodeURIComponent(id.slice('alertEvent:'.length))}`;

/**
 * Says once on this phone, in whichever tab is in sight, that an alert has opened. Known by alert and subject: the
 * server's event for what the phone noticed itself is no news. What was open before the phone looked first is not said.
 */
export class Announcer {
  readonly #deps: AnnouncerDeps;

  constructor(deps: AnnouncerDeps) {
    this.#deps = deps;
  }

  /** `open`: every open event; call it again whenever they change. */
  async tell(open: readonly BoardEvent[]): Promise<void> {
    if (!this.#deps.isVisible()) return;
    await this.#alone(() => {
      const told = this.#told();
      const news = told === null ? [] : open.filter((event) => !event.acknowledged && !told.has(subjectKey(event)));
      // Forgotten once closed: the next opening is news again.
      const keys = [...new Set(open.map(subjectKey))];
      if (!told || keys.length !== told.size || keys.some((key) => !told.has(key))) this.#keep(keys);
      const [first] = news;
      if (first && news.length === 1) this.#deps.show(first.message, eventPath(first._id));
      else if (first) this.#deps.show(words.arrivedMany(news.length), '/alertes/historique');
    });
  }

  async #alone(work: () => void): Promise<void> {
    const { locks, tenantId } = this.#deps;
    if (locks) await locks.request(`alerts-told:${tenantId}`, async () => work());
    else work();
  }

  #told(): Set<string> | null {
    const kept = this.#deps.storage?.getItem(this.#key) ?? null;
    if (kept === null) return null;
    try {
      const keys: unknown = JSON.parse(kept);
      return Array.isArray(keys) ? new Set(keys.map(String)) : null;
    } catch {
      // Cut off while it was kept: as on a phone that has announced nothing yet.
      return null;
    }
  }

  #keep(keys: readonly string[]): void {
    try {
      this.#deps.storage?.setItem(this.#key, JSON.stringify(keys));
    } catch {
      // A full phone may say it again after the next opening of the app.
      return;
    }
  }

  get #key(): string {
    return `alerts-told:${this.#deps.tenantId}`;
  }
}

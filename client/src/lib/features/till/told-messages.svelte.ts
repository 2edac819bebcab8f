import type { Day } from '@digiboost/domain/shared/day';
import type { Drafts } from '../../drafts/drafts.ts';

const KEY = 'mobile-messages';

/** What was told of one day, as this phone keeps it until another day begins. */
interface Told {
  readonly day: Day;
  readonly text: string;
}

const isOf = (kept: unknown, day: Day): kept is Told => (kept as Partial<Told> | undefined)?.day === day;

/**
 * The messages of Wave and Orange Money that were pasted here or shared to the app, one after the other: all of today's
 * stay on this phone for the rest of the day, and leave it in no way.
 */
export class ToldMessages {
  text = $state('');
  readonly #drafts: Drafts;
  readonly #today: () => Day;

  constructor(drafts: Drafts, today: () => Day) {
    this.#drafts = drafts;
    this.#today = today;
  }

  /** Goes on with what was told earlier today; `shared` comes below it, once. */
  async open(shared: string): Promise<void> {
    const kept = await this.#drafts.get(KEY).catch(() => undefined);
    const before = isOf(kept, this.#today()) ? kept.text : '';
    const added = shared.trim();
    if (added === '' || before.includes(added)) this.text = before;
    else await this.set(before === '' ? added : `${before.trimEnd()}\n\n${added}`);
  }

  /** Takes what is typed or pasted. Where the phone keeps nothing, it lasts as long as the page. */
  async set(text: string): Promise<void> {
    this.text = text;
    const told: Told = { day: this.#today(), text };
    await (text.trim() === '' ? this.#drafts.remove(KEY) : this.#drafts.put(KEY, told)).catch(() => undefined);
  }
}

import { FIRST_DAY_DONE, firstDayKey } from '../../storage/first-day.ts';
import { SHOP_KINDS, type ShopKind } from './starter-catalogue.ts';

/** What there is to do on a shop's first day, in its order. */
export const STEPS = ['PRODUCTS', 'COUNT', 'ALERTS', 'PEOPLE', 'PRINTER', 'PRACTICE'] as const;
export type Step = (typeof STEPS)[number];

/** The products that are ticked, each with the price that was typed or suggested; null: none yet. */
export type Ticked = Readonly<Record<string, number | null>>;

interface Kept {
  readonly step: Step;
  readonly kind: ShopKind | '';
  readonly ticked: Ticked;
}

const BEGIN: Kept = { step: 'PRODUCTS', kind: '', ticked: {} };

/** How far the first day of a shop is on this phone. Every change is kept; once it is done it does not begin again. */
export class FirstDay {
  #kept = $state.raw<Kept>(BEGIN);
  isDone = $state(false);
  readonly #key: string;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | undefined;

  constructor(tenant: string, storage: Pick<Storage, 'getItem' | 'setItem'> | undefined) {
    this.#key = firstDayKey(tenant);
    this.#storage = storage;
    const text = storage?.getItem(this.#key) ?? null;
    this.isDone = text === FIRST_DAY_DONE;
    this.#kept = read(text);
  }

  get step(): Step {
    return this.#kept.step;
  }
  /** Where the step stands among them, from 1 on. */
  get place(): number {
    return STEPS.indexOf(this.step) + 1;
  }
  get kind(): ShopKind | '' {
    return this.#kept.kind;
  }
  get ticked(): Ticked {
    return this.#kept.ticked;
  }

  /** Another kind of shop: what was ticked stays. */
  choose(kind: ShopKind | ''): void {
    this.#keep({ kind });
  }

  tick(names: readonly (readonly [name: string, price: number | null])[]): void {
    this.#keep({ ticked: { ...this.ticked, ...Object.fromEntries(names) } });
  }

  untick(names: readonly string[]): void {
    this.#keep({ ticked: Object.fromEntries(Object.entries(this.ticked).filter(([name]) => !names.includes(name))) });
  }

  /** To the next step, done or not; after the last one the first day is over. */
  next(): void {
    const step = STEPS[STEPS.indexOf(this.step) + 1];
    if (step) this.#keep({ step });
    else this.finish();
  }

  back(): void {
    this.#keep({ step: STEPS[Math.max(0, STEPS.indexOf(this.step) - 1)] ?? this.step });
  }

  finish(): void {
    this.isDone = true;
    this.#write(FIRST_DAY_DONE);
  }

  #keep(changed: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...changed };
    this.#write(JSON.stringify(this.#kept));
  }

  #write(text: string): void {
    try {
      this.#storage?.setItem(this.#key, text);
    } catch {
      // A full phone forgets at its next opening how far it was; what was made stays made.
      return;
    }
  }
}

/** What was kept; what cannot be read begins anew. */
function read(text: string | null): Kept {
  try {
    const { step, kind, ticked } = (JSON.parse(text ?? '{}') ?? {}) as Partial<Record<keyof Kept, unknown>>;
    const isRecord = typeof ticked === 'object' && ticked !== null;
    return {
      step: STEPS.find((one) => one === step) ?? BEGIN.step,
      kind: SHOP_KINDS.find((one) => one === kind) ?? '',
      ticked: isRecord
        ? Object.fromEntries(
            Object.entries(ticked).map(([name, price]) => [name, typeof price === 'number' ? price : null]),
          )
        : {},
    };
  } catch {
    return BEGIN;
  }
}

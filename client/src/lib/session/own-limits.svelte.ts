import {
  type Approver,
  type Beyond,
  beyondLimits,
  hasRight,
  type LimitedEvent,
  latestLimits,
  limitsFor,
  type Right,
  type RoleLimits,
  type Shop,
  type ShopDocument,
} from '@digiboost/domain/documents';
import { DEVICE_TIME, type PhoneTime } from '../replica/clock.ts';
import { ReplicaError } from '../replica/types.ts';
import { type PinOutcome, tryPin } from './pin.ts';
import type { SessionUser } from './types.ts';

/** What waits for an administrator's word. */
export interface Asked {
  readonly reasons: readonly Beyond[];
  /** Percent that sellers may take off by themselves. */
  readonly discount: number;
  /** Who may give it, by name. */
  readonly approvers: readonly Approver[];
  /** With who approved; null: nobody did. */
  answer(approvedBy: string | null): void;
}

interface OwnLimitsDeps {
  readonly role: () => SessionUser['role'];
  readonly shop: () => Pick<Shop, 'settings'> | null;
  readonly approvers: () => Promise<readonly Approver[]>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  readonly time?: PhoneTime;
}

const FAILURES = 'digiboost.approvals';

/** What the person on this phone may see, and what they are to ask an administrator for. */
export class OwnLimits {
  /** The question that stands on the screen. */
  asked = $state.raw<Asked | null>(null);
  readonly #deps: OwnLimitsDeps;
  readonly #time: PhoneTime;
  /** Of each code the last wrong try; before the first, the opening of the app. */
  readonly #triedAt = new Map<string, number>();
  readonly #openedAt: number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(deps: OwnLimitsDeps) {
    this.#deps = deps;
    this.#time = deps.time ?? DEVICE_TIME;
    this.#openedAt = this.#time.elapsed();
  }

  /**
   * Whether this person has `right` without asking. What may not be seen is not shown; it is on the phone all the same.
   */
  may(right: Right): boolean {
    return hasRight(this.#deps.shop()?.settings.limits, this.#deps.role(), right);
  }

  /**
   * `docs` as they are stored: a seller's events with the limits under which they were recorded, and with who approved
   * what goes beyond them, or `also` needs to be. Throws `not-approved` when nobody does.
   */
  async approved(docs: readonly ShopDocument[], also: readonly Beyond[] = []): Promise<readonly ShopDocument[]> {
    if (this.#deps.role() !== 'user') return docs;
    const version = this.#version;
    const judged = docs.map((doc) => judge(doc, version));
    const reasons = [...new Set([...also, ...judged.flatMap(({ beyond }) => beyond)])];
    const limited = judged.map(({ doc }) => doc);
    if (reasons.length === 0) return limited;
    const asking = this.#last.then(() => this.#ask(reasons, version?.discount ?? 100));
    this.#last = asking;
    const approvedBy = await asking;
    if (approvedBy === null) throw new ReplicaError('not-approved', reasons.join(', '));
    return judged.map(({ doc, beyond }) =>
      beyond.length > 0 || (also.length > 0 && doc.type === 'sale') ? ({ ...doc, approvedBy } as ShopDocument) : doc,
    );
  }

  /** Tries an administrator's code, as the code that guards the opening is tried: more slowly after each wrong one. */
  async try({ code = '' }: Approver, typed: string): Promise<PinOutcome> {
    const wrong = this.#failures;
    const waitedMs = this.#time.elapsed() - (this.#triedAt.get(code) ?? this.#openedAt);
    const [iterations = '', salt = '', hash = ''] = code.split('.');
    const record = { iterations: Number(iterations), salt, hash, failures: wrong[code] ?? 0 };
    const outcome = await tryPin(record, typed, waitedMs);
    if (outcome.record.failures > record.failures) this.#triedAt.set(code, this.#time.elapsed());
    try {
      this.#deps.storage?.setItem(FAILURES, JSON.stringify({ ...wrong, [code]: outcome.record.failures }));
    } catch {
      // A full phone counts for as long as the page is open.
      return outcome;
    }
    return outcome;
  }

  get #version(): RoleLimits | undefined {
    return latestLimits(this.#deps.shop()?.settings.limits);
  }

  get #failures(): Readonly<Record<string, number>> {
    try {
      return JSON.parse(this.#deps.storage?.getItem(FAILURES) ?? '{}') as Record<string, number>;
    } catch {
      return {};
    }
  }

  async #ask(reasons: readonly Beyond[], discount: number): Promise<string | null> {
    // Whom this phone cannot read it does not know.
    const known = await this.#deps.approvers().catch(() => []);
    const approvers = known.filter(({ code }) => code !== undefined);
    return new Promise((resolve) => {
      const answer = (approvedBy: string | null): void => {
        if (this.asked === asked) this.asked = null;
        resolve(approvedBy);
      };
      const asked: Asked = { reasons, discount, approvers, answer };
      this.asked = asked;
    });
  }
}

/** `doc` with the limits of `version` that concern it, and what of it goes beyond them. */
function judge(
  doc: ShopDocument,
  version: RoleLimits | undefined,
): { readonly doc: ShopDocument; readonly beyond: readonly Beyond[] } {
  const limits = version && limitsFor(doc.type, version);
  if (!limits) return { doc, beyond: [] };
  return { doc: { ...doc, limits } as ShopDocument, beyond: beyondLimits(doc as LimitedEvent, limits) };
}

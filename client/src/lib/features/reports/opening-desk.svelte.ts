import {
  METHODS,
  type Method,
  moveMoney,
  revise,
  SHOP_ID,
  type Shop,
  type ShopDocument,
} from '@digiboost/domain/documents';
import { ceilingsOf } from '@digiboost/domain/kpis/ceilings';
import { type MoneyLine, methodOf, type Till } from '@digiboost/domain/ledger';
import type { Day } from '@digiboost/domain/shared/day';
import type { ShopMoney } from '../../model/money-reader.ts';
import { DocumentWriter, type WritingReplica } from '../../replica/document-writer.svelte.ts';

/** What is known of what one till held at the start; none of it: it may still be said. FCFA. */
export interface OpeningTill extends Till {
  readonly said: { readonly amount: number; readonly day: Day } | null;
  /** The day of its last count, which tells what there was. */
  readonly counted: Day | null;
}

const nothingTyped = (): Record<Method, number | null> => ({ CASH: null, WAVE: null, ORANGE_MONEY: null, BANK: null });

/** What the accounts of the shop start from: reads it, and records what is typed, once. */
export class OpeningDesk extends DocumentWriter {
  tills = $state.raw<readonly OpeningTill[]>([]);
  amounts = $state<Record<Method, number | null>>(nothingTyped());
  loan = $state<number | null>(null);
  cguCeiling = $state<number | null>(null);
  smtCeiling = $state<number | null>(null);
  readonly #money: Pick<ShopMoney, 'till' | 'tillLines' | 'closings'>;
  readonly #shop: () => Shop | null;

  constructor(
    money: Pick<ShopMoney, 'till' | 'tillLines' | 'closings'>,
    replica: WritingReplica,
    shop: () => Shop | null,
  ) {
    super(replica, () => shop()?.settings.timezone);
    this.#money = money;
    this.#shop = shop;
  }

  /** Reads it anew. */
  async read(): Promise<void> {
    const { deviceId } = this.replica.author();
    const isApart = this.#shop()?.settings.drawer !== undefined;
    const [tills, lines] = await Promise.all([this.#money.till(), this.#money.tillLines('')]);
    const voided = new Set(lines.map(({ eventId }) => eventId));
    const openings = lines.filter(({ kind, eventId }) => kind === 'OPENING' && !voided.has(`void:${eventId}`));
    this.tills = METHODS.map((method) => {
      const till: Till = isApart && method === 'CASH' ? { method, device: deviceId } : { method };
      const isOwn = ({ account, eventId }: MoneyLine): boolean =>
        methodOf(account) === method &&
        !eventId.startsWith('void:') &&
        (!till.device || account.endsWith(`:${till.device}`));
      const own = openings.filter(isOwn);
      const base = tills.find((one) => one.method === method && one.device === till.device)?.base;
      return {
        ...till,
        said: own[0] ? { amount: own.reduce((sum, { amount }) => sum + amount, 0), day: own[0].at.slice(0, 10) } : null,
        counted: base ? base.at.slice(0, 10) : null,
      };
    });
  }

  /** Begins to type: the amounts that were never said are empty, the settings as they are. */
  begin(): void {
    const settings = this.#shop()?.settings;
    const usual = ceilingsOf(settings);
    this.fault = null;
    this.amounts = nothingTyped();
    this.loan = settings?.openingLoan ?? null;
    this.cguCeiling = usual.CGU;
    this.smtCeiling = usual.SMT;
  }

  /** What can still be said. */
  get open(): readonly OpeningTill[] {
    return this.tills.filter(({ said, counted }) => said === null && counted === null);
  }

  /** Records what was typed, all or nothing; true once durable on this phone. */
  async save(): Promise<boolean> {
    if (this.saving) return false;
    // Another phone, or another window, may have said it in the meantime.
    await this.read();
    const { amounts, loan, cguCeiling, smtCeiling } = this;
    const typed = this.open.flatMap(({ method }) => {
      const amount = amounts[method];
      return amount ? [{ method, amount }] : [];
    });
    return this.write(async () => {
      const docs: ShopDocument[] = typed.map((one) => moveMoney({ kind: 'OPENING', ...one }, this.recording('cash')));
      const shop = (await this.replica.get<Shop>(SHOP_ID)) ?? this.#shop();
      if (!shop) return docs;
      const usual = ceilingsOf(undefined);
      const settings = {
        ...shop.settings,
        openingLoan: loan || undefined,
        cguCeiling: ceiling(cguCeiling, usual.CGU),
        smtCeiling: ceiling(smtCeiling, usual.SMT),
      };
      const revised = revise(shop, { settings } as Partial<Shop>, this.replica.author());
      return revised === shop ? docs : [...docs, revised];
    });
  }
}

/** What is as everywhere is not the shop's own, and follows when it changes. */
const ceiling = (typed: number | null, usual: number): number | undefined =>
  typed === null || typed === usual || typed === 0 ? undefined : typed;

import type { Closing } from '@digiboost/domain/documents';
import {
  type Accounts,
  type Balance,
  balancesOf,
  isInTill,
  lastClosing,
  lateLines,
  type MoneyAccount,
  type MoneyLine,
  methodOf,
  type ReviewedPart,
  reviewClosing,
  type TillPart,
  tillOfPart,
  tillsOf,
} from '@digiboost/domain/ledger';
import type { IDBPDatabase } from 'idb';
import type { Projections, Tables } from './projections.ts';
import { MONEY_BEFORE, STATE } from './store-writes.ts';

/** A closing with what is known now of the time before it. */
export interface ReviewedClosing {
  readonly closing: Closing;
  readonly parts: readonly ReviewedPart[];
  /** What came later for a time before it. */
  readonly late: readonly MoneyLine[];
}

/** The shop's money as the screens read it; ask again when the model's `revision` grows. */
export interface ShopMoney {
  /** What should be there now, in every till of which anything is known. */
  till(): Promise<readonly TillPart[]>;
  /** The held changes of the till after `at`, newest first. */
  tillLines(at: string): Promise<MoneyLine[]>;
  /** The closings that are held, newest first. */
  closings(): Promise<ReviewedClosing[]>;
  /** Every customer or supplier of whom anything is known, whether or not they owe. */
  balances(of: 'customer' | 'supplier'): Promise<Map<MoneyAccount, Balance>>;
  /** The held changes of one account, newest first. */
  timeline(account: MoneyAccount): Promise<MoneyLine[]>;
}

const NOTHING: Accounts = { till: [], balances: [] };

/** Reads the money out of the persisted projections: few enough lines to be added up each time. */
export class MoneyReader implements ShopMoney {
  readonly #projections: Projections;

  constructor(projections: Projections) {
    this.#projections = projections;
  }

  till(): Promise<readonly TillPart[]> {
    return this.#projections.read([], async (db) => {
      const [before, closings, lines] = await Promise.all([beforeOf(db), closingsOf(db), linesAfter(db, '')]);
      return tillsOf(closings, lines, before.till);
    });
  }

  tillLines(at: string): Promise<MoneyLine[]> {
    return this.#projections.read([], async (db) => newestFirst((await linesAfter(db, at)).filter(isMoney)));
  }

  closings(): Promise<ReviewedClosing[]> {
    return this.#projections.read([], async (db) => {
      const [closings, all] = await Promise.all([closingsOf(db), linesAfter(db, '')]);
      const lines = all.filter(isMoney);
      return closings
        .sort((a, b) => (a._id < b._id ? 1 : -1))
        .map((closing) => {
          const span = lines.filter(({ account, at }) =>
            closing.parts.some(({ method }) => {
              const till = tillOfPart(closing, method);
              const since = lastClosing(till, closings, { at: closing.at, eventId: closing._id });
              return isInTill(till, account) && at > (since?.at ?? '') && at <= closing.at;
            }),
          );
          const parts = reviewClosing(closing, closings, lines);
          return { closing, parts, late: parts.some(({ late }) => late) ? lateLines(closing, span) : [] };
        });
    });
  }

  balances(of: 'customer' | 'supplier'): Promise<Map<MoneyAccount, Balance>> {
    return this.#projections.read(new Map(), async (db) => {
      const range = IDBKeyRange.bound([`${of}:`], [`${of};`]);
      const [before, lines] = await Promise.all([beforeOf(db), db.getAllFromIndex('money', '[account+at]', range)]);
      return balancesOf(
        lines,
        before.balances.filter(({ account }) => account.startsWith(`${of}:`)),
      );
    });
  }

  timeline(account: MoneyAccount): Promise<MoneyLine[]> {
    const range = IDBKeyRange.bound([account], [account, []]);
    return this.#projections.read([], async (db) =>
      newestFirst(await db.getAllFromIndex('money', '[account+at]', range)),
    );
  }
}

const isMoney = ({ account }: MoneyLine): boolean => methodOf(account) !== null;
const newestFirst = (lines: MoneyLine[]): MoneyLine[] => lines.reverse();

const linesAfter = (db: IDBPDatabase<Tables>, at: string): Promise<MoneyLine[]> =>
  db.getAllFromIndex('money', 'at', IDBKeyRange.lowerBound(at, true));

async function beforeOf(db: IDBPDatabase<Tables>): Promise<Accounts> {
  return ((await db.get('archive', MONEY_BEFORE)) as Accounts | undefined) ?? NOTHING;
}

/** The closings since which every line is held: of an older one that came late only the next snapshot knows more. */
async function closingsOf(db: IDBPDatabase<Tables>): Promise<Closing[]> {
  const [closings, state] = await Promise.all([db.getAll('closings'), db.get('archive', STATE)]);
  const cutoff = state && 'cutoff' in state ? state.cutoff : '';
  return closings.filter(({ at }) => at >= cutoff);
}

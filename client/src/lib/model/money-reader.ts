import { type Closing, METHODS } from '@digiboost/domain/documents';
import {
  type Accounts,
  type Balance,
  balancesOf,
  lateLines,
  type MoneyAccount,
  type MoneyLine,
  methodOf,
  type ReviewedPart,
  reviewClosing,
  type TillPart,
  tillAfter,
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
  /** What should be there now, by every method of which anything is known. */
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
      const [before, closings] = await Promise.all([beforeOf(db), closingsOf(db)]);
      const lines = await linesAfter(db, '');
      return METHODS.flatMap((method) => {
        const own = lines.filter(({ account }) => methodOf(account) === method);
        const part = tillAfter(
          method,
          before.till.find((one) => one.method === method),
          closings,
          own,
        );
        return part.base || part.expected !== 0 || own.length > 0 ? [part] : [];
      });
    });
  }

  tillLines(at: string): Promise<MoneyLine[]> {
    return this.#projections.read([], async (db) => newestFirst((await linesAfter(db, at)).filter(isInTill)));
  }

  closings(): Promise<ReviewedClosing[]> {
    return this.#projections.read([], async (db) => {
      const [closings, all] = await Promise.all([closingsOf(db), linesAfter(db, '')]);
      const lines = all.filter(isInTill);
      return closings
        .sort((a, b) => (a._id < b._id ? 1 : -1))
        .map((closing, index) => {
          const since = closings[index + 1]?.at ?? '';
          const span = lines.filter(({ at }) => at > since && at <= closing.at);
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

const isInTill = ({ account }: MoneyLine): boolean => methodOf(account) !== null;
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

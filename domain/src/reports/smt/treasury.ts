import type { Closing } from '../../documents/closing.ts';
import { METHODS, type Method } from '../../documents/settlement.ts';
import { oneLine } from '../../french/index.ts';
import type { BookedLine, MoneyHistory } from '../../ledger/money-history.ts';
import { deviceOfAccount, lastClosing, methodOf, tillOfPart, tillPart } from '../../ledger/till.ts';
import type { Day } from '../../shared/day.ts';
import { MONEY_WORDS } from '../money-words.ts';

/** What money came or went for: one column of the journal each. Numbers, for worksheets add up by them. */
export const HEADING = {
  OPENING: 1,
  SALES: 2,
  OTHER_IN: 3,
  PURCHASES: 4,
  RENT: 5,
  WAGES: 6,
  TAXES: 7,
  INTEREST: 8,
  OTHER_OUT: 9,
  OWNER: 10,
  LOAN: 11,
  EQUIPMENT: 12,
  TRANSFER: 13,
} as const;
export type Heading = keyof typeof HEADING;

export const HEADING_WORDS: Readonly<Record<Heading, string>> = {
  OPENING: 'À nouveau',
  SALES: 'Ventes',
  OTHER_IN: 'Autres recettes',
  PURCHASES: 'Achats',
  RENT: 'Loyers',
  WAGES: 'Salaires',
  TAXES: 'Impôts et taxes',
  INTEREST: 'Intérêts',
  OTHER_OUT: 'Autres dépenses',
  OWNER: 'Exploitant',
  LOAN: 'Emprunts',
  EQUIPMENT: 'Matériel',
  TRANSFER: 'Virements internes',
};

const EXPENSES: Readonly<Record<NonNullable<BookedLine['category']>, Heading>> = {
  GOODS: 'PURCHASES',
  TRANSPORT: 'OTHER_OUT',
  RENT: 'RENT',
  WAGES: 'WAGES',
  TAXES: 'TAXES',
  INTEREST: 'INTEREST',
  EQUIPMENT: 'EQUIPMENT',
  OTHER: 'OTHER_OUT',
};

/** What a line of the till stands under; none of goods on account, which move no money. */
function headingOf({ kind, category }: BookedLine): Heading {
  switch (kind) {
    case 'TICKET':
    case 'RETURN':
    case 'CUSTOMER_PAYMENT':
      return 'SALES';
    case 'SUPPLIER_PAYMENT':
      return 'PURCHASES';
    case 'EXPENSE':
      return category ? EXPENSES[category] : 'OTHER_OUT';
    case 'OWNER_IN':
    case 'OWNER_OUT':
      return 'OWNER';
    case 'LOAN_IN':
    case 'LOAN_OUT':
      return 'LOAN';
    case 'TRANSFER':
      return 'TRANSFER';
    case 'OPENING':
      return 'OPENING';
    case 'RECEPTION':
      throw new Error('Goods on account are no money in the till.');
  }
}

/** Money that moved, or was found missing. FCFA, positive when it came in. */
export interface Movement {
  readonly day: Day;
  readonly method: Method;
  readonly heading: Heading;
  readonly text: string;
  readonly amount: number;
}

const SOLD = 'Ventes du jour';
const COUNTED = 'Écart constaté à la clôture';
const TAKEN = 'Retiré à la clôture';

/**
 * Every movement of the treasury, what closings tell too: a difference is another receipt or expense, what was taken
 * out of the drawer went to the owner. What a method held when it was first counted, or said to hold at the start, is
 * its opening, whenever that was recorded.
 */
export const movementsOf = ({ lines, closings }: MoneyHistory): Movement[] =>
  METHODS.flatMap((method) =>
    ofMethod(
      method,
      lines.filter(({ account }) => methodOf(account) === method),
      closings,
    ),
  );

/** What is known of one method, phone by phone; '' holds what was counted of all of them together. */
class Tills {
  readonly #known = new Map<string, number>();
  readonly #opened: ReadonlySet<string>;
  readonly #counted = new Set<string>();
  #isShared = false;

  constructor(openings: readonly BookedLine[]) {
    this.#opened = new Set(openings.map(({ account }) => deviceOfAccount(account)));
  }

  add({ account, amount }: BookedLine): void {
    this.#put(deviceOfAccount(account), amount);
  }

  /** Counts one phone's drawer, or all that there is: what was found beyond what was known. */
  count(
    device: string | undefined,
    found: number,
    left: number,
  ): { readonly gap: number; readonly isOpening: boolean } {
    if (device === undefined) {
      const gap = found - [...this.#known.values()].reduce((sum, own) => sum + own, 0);
      const isOpening = !this.#isShared && this.#counted.size === 0 && this.#opened.size === 0;
      this.#known.clear();
      this.#counted.clear();
      this.#isShared = true;
      this.#known.set('', left);
      return { gap, isOpening };
    }
    const gap = found - (this.#known.get(device) ?? 0);
    const isOwn = this.#counted.has(device);
    this.#counted.add(device);
    this.#known.set(device, left);
    // A drawer of its own from now on: what is in it was counted before with the others.
    if (!isOwn && this.#isShared) {
      this.#put('', -gap);
      return { gap: 0, isOpening: false };
    }
    return { gap, isOpening: !isOwn && !this.#opened.has(device) };
  }

  #put(device: string, amount: number): void {
    this.#known.set(device, (this.#known.get(device) ?? 0) + amount);
  }
}

function ofMethod(method: Method, lines: readonly BookedLine[], closings: readonly Closing[]): Movement[] {
  const own = [...lines].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const counted = closings
    .flatMap((closing) => {
      const { _id: id, at, day } = closing;
      const part = closing.parts.find((one) => one.method === method);
      return part ? [{ id, at, day, ...part, device: tillOfPart(closing, method).device }] : [];
    })
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
  const firstAt = counted[0]?.at;
  const isStart = ({ kind, at }: BookedLine): boolean => kind === 'OPENING' && (firstAt === undefined || at <= firstAt);
  const movements = own.map((line): Movement => {
    const { day, kind, amount, label } = line;
    const heading = headingOf(line);
    // Said of a drawer that had been counted: it came from the owner.
    const isLate = heading === 'OPENING' && !isStart(line);
    const text = oneLine(label ?? '') || (kind === 'TICKET' ? SOLD : MONEY_WORDS[kind]);
    return { day, method, heading: isLate ? 'OWNER' : heading, text, amount };
  });
  const tills = new Tills(own.filter(isStart));
  let next = 0;
  for (const { at, day, device, counted: found, left } of counted) {
    for (let line = own[next]; line && line.at <= at; line = own[next]) {
      tills.add(line);
      next += 1;
    }
    const { gap, isOpening } = tills.count(device, found, left);
    const heading = isOpening ? 'OPENING' : gap > 0 ? 'OTHER_IN' : 'OTHER_OUT';
    if (gap !== 0) movements.push({ day, method, heading, text: COUNTED, amount: gap });
    if (left !== found) movements.push({ day, method, heading: 'OWNER', text: TAKEN, amount: left - found });
  }
  return movements;
}

/** FCFA that the till's own reckoning finds by `method` in the evening of `to`; null: it was not counted by then. */
export function countedOn({ lines, closings }: MoneyHistory, method: Method, to: Day): number | null {
  const till = { method };
  const base = lastClosing(
    till,
    closings.filter(({ day }) => day <= to),
  );
  return (
    base &&
    tillPart(
      till,
      base,
      lines.filter(({ day }) => day <= to),
    ).expected
  );
}

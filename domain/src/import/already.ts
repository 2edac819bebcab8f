import { parseTimedId } from '../documents/index.ts';
import type { Day } from '../shared/day.ts';
import { IMPORT_DEVICE } from './counts.ts';
import { lineKey, type SoldLine } from './tickets.ts';

/** What of a line of the file tells it from others. */
type Candidate = Pick<
  SoldLine,
  'day' | 'at' | 'timed' | 'productId' | 'quantity' | 'unitPrice' | 'customer' | 'orderNumber'
>;
/** What of an event of an earlier import tells its lines from others. */
export interface ImportedTicket {
  readonly _id: string;
  readonly day: Day;
  readonly at: string;
  readonly lines: readonly { readonly productId: string; readonly quantity: number; readonly unitPrice: number }[];
  readonly orderNumber?: string | undefined;
  readonly customerName?: string | undefined;
}
/** A line of an earlier import, until a line of the file is found to be it. */
interface Imported {
  readonly sale: ImportedTicket;
  readonly unitPrice: number;
  taken: boolean;
}

/** Whether an id is that of an event made by an import. */
export const isImported = (id: string): boolean => parseTimedId(id)?.device === IMPORT_DEVICE;

const same = (line: Candidate, { sale }: Imported): boolean =>
  (sale.orderNumber ?? '') === line.orderNumber && (sale.customerName ?? '') === line.customer && sale.at === line.at;

/** Alike as far as both tell: an export with order numbers and one without may hold the same sale. */
function compatible(line: Candidate, { sale }: Imported, isNoon: (sale: ImportedTicket) => boolean): boolean {
  const agree = (a: string, b: string) => a === '' || b === '' || a === b;
  return (
    agree(line.orderNumber, sale.orderNumber ?? '') &&
    agree(line.customer, sale.customerName ?? '') &&
    (!line.timed || isNoon(sale) || line.at === sale.at)
  );
}

/** What the file's lines are, set against what earlier imports hold. */
export type Verdict = 'new' | 'already' | 'other-price';

/**
 * For each line, whether an earlier import holds it already: the same day, product, quantity and price, each imported
 * line standing for one line of the file. A line that only the price tells from an imported one is the same sale
 * imported at another price.
 */
export function alreadyImported(
  lines: readonly Candidate[],
  imported: readonly ImportedTicket[],
  voided: ReadonlySet<string>,
  noonOf: (day: Day) => string,
): { verdicts: Verdict[]; held: Map<string, number> } {
  const byKey = new Map<string, Imported[]>();
  const byQuantity = new Map<string, Imported[]>();
  const held = new Map<string, number>();
  for (const sale of imported) {
    if (!isImported(sale._id) || voided.has(sale._id)) continue;
    for (const line of sale.lines) {
      const entry = { sale, unitPrice: line.unitPrice, taken: false };
      const key = `${sale.day}|${lineKey(line)}`;
      push(byKey, key, entry);
      push(byQuantity, quantityKey(sale.day, line), entry);
      held.set(key, (held.get(key) ?? 0) + 1);
    }
  }
  const isNoon = (sale: ImportedTicket) => sale.at === noonOf(sale.day);
  const verdicts: Verdict[] = lines.map(() => 'new');
  const pass = (verdict: Verdict, find: (line: Candidate) => Imported | undefined) => {
    lines.forEach((line, index) => {
      if (verdicts[index] !== 'new') return;
      const found = find(line);
      if (!found) return;
      found.taken = true;
      verdicts[index] = verdict;
    });
  };
  if (byKey.size > 0) {
    const of = (line: Candidate) => byKey.get(`${line.day}|${lineKey(line)}`);
    pass('already', (line) => of(line)?.find((entry) => !entry.taken && same(line, entry)));
    pass('already', (line) => of(line)?.find((entry) => !entry.taken && compatible(line, entry, isNoon)));
    pass('other-price', (line) =>
      byQuantity.get(quantityKey(line.day, line))?.find((entry) => !entry.taken && compatible(line, entry, isNoon)),
    );
  }
  return { verdicts, held };
}

const quantityKey = (day: Day, line: { productId: string; quantity: number }): string =>
  `${day}|${lineKey({ ...line, unitPrice: 0 })}`;

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

import { type Cash, type Customer, moveMoney, newDocument, revise, timedId } from '../documents/index.ts';
import { LIMITS } from '../documents/limits.ts';
import { debtorOf } from '../ledger/money-lines.ts';
import { instantOf } from '../shared/clock.ts';
import type { Day } from '../shared/day.ts';
import { isSamePhone } from '../shared/phone.ts';
import { phoneIn } from './cell-lists.ts';
import { IMPORT_DEVICE } from './counts.ts';
import { NOON } from './deliveries.ts';
import { entityKey, fingerprint } from './keys.ts';
import { emptySummary, finishPlan } from './plan.ts';
import type { Row } from './row.ts';
import { Sheet } from './rows.ts';
import { fold } from './text.ts';
import type { ImportInput, ImportPlan } from './types.ts';

type CustomerId = Customer['_id'];

/** What a row says of a person, texts '' and numbers null where it says nothing. FCFA. */
interface Said {
  readonly code: string;
  readonly name: string;
  readonly phone: string;
  readonly note: string;
  readonly creditLimit: number | null;
  readonly debt: number | null;
  readonly since: Day | null;
}

/**
 * The customers that a file would create or tell more of, and what they owed before anything was recorded. A debt is
 * taken over only of somebody of whom the shop knows none: what is recorded here is newer than any file.
 */
export function planCustomers(input: ImportInput, onProgress?: (done: number, of: number) => void): ImportPlan {
  const { existing, author } = input;
  const sheet = new Sheet(input);
  const people = new People(input);
  const written = new Map<CustomerId, Customer>();
  const openings: Cash[] = [];
  const seen = new Map<CustomerId, number>();
  let unchanged = 0;
  for (const row of sheet.rows(onProgress)) {
    const said = readRow(row);
    if (!said) continue;
    const found = people.find(said);
    if (found === 'several') {
      row.fault('several-customers', 'customer');
      continue;
    }
    const { id, customer } = found;
    const before = seen.get(id);
    if (before !== undefined) {
      row.fault('repeated-customer', 'customer', { other: before });
      continue;
    }
    seen.set(id, row.line);
    if (found.isNamesake) row.fault('namesake', 'customer');
    const doc = customer ? told(customer, said, input) : created(id, said, input);
    const opening = openingOf(row, id, said, input);
    if (opening) openings.push(opening);
    // An account that tickets made under a name needs no document to stay what it is.
    const isBare = !customer && existing.debts.has(id) && !said.phone && !said.note && said.creditLimit === null;
    if (doc !== customer && !isBare) written.set(id, doc);
    else if (!opening) unchanged += 1;
    people.keep(doc);
  }
  const known = new Set<string>(existing.customers.map(({ _id }) => _id));
  const documents = [...written.values()];
  return finishPlan(sheet, [...documents, ...openings], {
    ...emptySummary(sheet),
    unchanged,
    customersCreated: documents.filter(({ _id }) => !known.has(_id)).length,
    customersUpdated: documents.filter(({ _id }) => known.has(_id)).length,
    openings: openings.length,
    debt: openings.reduce((sum, { amount }) => sum + amount, 0),
  });

  function created(id: CustomerId, { name, phone, note, creditLimit }: Said, { author: by }: ImportInput): Customer {
    const own = {
      ...(phone ? { phone } : {}),
      ...(note ? { note } : {}),
      ...(creditLimit === null ? {} : { creditLimit }),
    };
    return newDocument<Customer>({ _id: id, type: 'customer', name, ...own, isActive: true }, by);
  }

  function told(
    customer: Customer,
    { name, phone, note, creditLimit }: Said,
    { existing: held }: ImportInput,
  ): Customer {
    const isOther = (own: string | undefined, text: string): boolean => text !== '' && fold(own ?? '') !== fold(text);
    return revise<Customer>(
      customer,
      {
        ...(isOther(customer.name, name) ? { name } : {}),
        ...(phone && !(customer.phone && isSamePhone(customer.phone, phone)) ? { phone } : {}),
        ...(isOther(customer.note, note) ? { note } : {}),
        ...(creditLimit === null ? {} : { creditLimit }),
        ...(!customer.isActive && held.takenBack.has(customer._id) ? { isActive: true } : {}),
      },
      author,
    );
  }
}

function readRow(row: Row): Said | null {
  const said = {
    code: row.text('code', 60),
    name: row.text('customer', LIMITS.customer.name),
    phone: phoneIn(row, 'customerPhone'),
    note: row.text('note', LIMITS.customer.note),
    // Many systems write 0 for no limit.
    creditLimit: row.price('creditLimit', 0)?.value || null,
    debt: row.price('debt', 0)?.value ?? null,
    since: row.date('date')?.day ?? null,
  };
  if (said.name === '' && !row.failed) row.fault('missing', 'customer');
  return row.failed ? null : said;
}

/** Whom a row means. */
interface Meant {
  readonly id: CustomerId;
  /** Null: there is no document of them yet. */
  readonly customer: Customer | null;
  /** Somebody else is called so, or has that number. */
  readonly isNamesake: boolean;
}

/** The customers of the shop as the file leaves them. */
class People {
  readonly #input: ImportInput;
  readonly #byId = new Map<string, Customer>();
  readonly #byName = new Map<string, Set<CustomerId>>();

  constructor(input: ImportInput) {
    this.#input = input;
    for (const customer of input.existing.customers) this.keep(customer);
  }

  keep(customer: Customer): void {
    this.#byId.set(customer._id, customer);
    const name = fold(customer.name);
    this.#byName.set(name, (this.#byName.get(name) ?? new Set()).add(customer._id));
  }

  /** By their code, or else by their name: two who have two numbers are two people. */
  find({ code, name, phone }: Said): Meant | 'several' {
    const ofCode: CustomerId | null = code ? `customer:${entityKey(code)}` : null;
    const own = ofCode && this.#byId.get(ofCode);
    if (own) return { id: own._id, customer: own, isNamesake: false };
    // Of people whom this very file creates, another code is another one.
    const known = new Set<string>(this.#input.existing.customers.map(({ _id }) => _id));
    const called = [...(this.#byName.get(fold(name)) ?? [])]
      .filter((id) => ofCode === null || known.has(id))
      .flatMap((id) => this.#byId.get(id) ?? []);
    const withNumber = called.filter((one) => phone && one.phone && isSamePhone(one.phone, phone));
    const fitting = withNumber.length > 0 ? withNumber : called.filter((one) => !phone || !one.phone);
    const [only] = fitting;
    if (fitting.length > 1) return 'several';
    if (only) return { id: only._id, customer: only, isNamesake: false };
    const isTaken = phone !== '' && [...this.#byId.values()].some((one) => one.phone && isSamePhone(one.phone, phone));
    return { id: ofCode ?? this.#idOf(name, phone), customer: null, isNamesake: called.length > 0 || isTaken };
  }

  /** Where tickets of before named them the account is theirs; else it follows from what the file says. */
  #idOf(name: string, phone: string): CustomerId {
    const account = debtorOf({ customerName: name });
    if (this.#input.existing.debts.has(account) && !this.#byId.has(account)) return account;
    return `customer:${entityKey(phone ? `${name} ${phone}` : name)}`;
  }
}

/** What somebody owed before anything was recorded; null: nothing, or it is known already. */
function openingOf(row: Row, customerId: CustomerId, { debt, since }: Said, input: ImportInput): Cash | null {
  const { existing, author, today, timezone } = input;
  const owed = existing.debts.get(customerId) ?? 0;
  if (debt === null || debt === owed) return null;
  const standing = existing.openings.filter((one) => one.customerId === customerId && !existing.voided.has(one._id));
  if (standing.some(({ amount }) => amount === debt)) return null;
  if (owed !== 0 || standing.length > 0) {
    row.fault('debt-differs', 'debt');
    return null;
  }
  const past = since !== null && since < today ? since : null;
  const at = past === null ? author.at : instantOf(past, NOON, timezone);
  const content = { kind: 'OPENING', customerId, amount: debt } as const;
  const text = `${customerId}|${debt}|${past ?? ''}`;
  let id = timedId('cash', at, IMPORT_DEVICE, fingerprint(text));
  // What was taken back is recorded under another id.
  for (let again = 2; existing.voided.has(id); again++)
    id = timedId('cash', at, IMPORT_DEVICE, fingerprint(`${text}~${again}`));
  return moveMoney(content, { id, author, at, day: past ?? today });
}

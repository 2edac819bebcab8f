import type { Cell, Field, Mapping } from './table.ts';
import { cellText, fold, isAbsent } from './text.ts';
import type { ImportInput } from './types.ts';

const VARIANT_FIELDS = ['variant', 'variant2', 'variant3'] as const satisfies readonly Field[];
/** What only a row of its own thing says. */
const OWN_FIELDS = ['code', 'barcode', 'salePrice', 'counted', 'quantity'] as const satisfies readonly Field[];
/** What exports call the only variant of an article. */
const DEFAULTS = new Set(
  'default title,default,regular,regulier,reguliere,normal,normale,standard,unique,simple,par defaut,one size,taille unique'.split(
    ',',
  ),
);
const ALWAYS_DEFAULT = new Set(['default title', 'par defaut', 'default']);

/** A row as a member of a family: an article that comes in several variants, on several rows. */
export interface Member {
  /** The row that names the family, when this one does not; its cells stand for those that are empty here. */
  readonly head: readonly Cell[] | null;
  /** The first row of the ticket, when this is a further one. */
  readonly ticket: readonly Cell[] | null;
  /** The ticket's day stands on that row alone, and no number says that this one belongs to it. */
  readonly isUnderADay: boolean;
  /** It names nothing of its own and tells nothing but more of its family: another picture. */
  readonly isExtra: boolean;
  /** The words that tell the variant from the others of its family, '' without any. */
  readonly variant: string;
}

const ALONE: Member = { head: null, ticket: null, isUnderADay: false, isExtra: false, variant: '' };
const keyOf = (cell: Cell): string => fold(cellText(cell).slice(0, 300));

/**
 * Each row's place in its family. Online shops and tills write the article's name on the first of its variants' rows
 * only, and repeat a key of the family ("Handle") on all of them.
 */
function familyMembers(rows: readonly (readonly Cell[])[], mapping: Mapping): readonly Member[] {
  const variantColumns = VARIANT_FIELDS.flatMap((field) => mapping[field] ?? []);
  const { name, group } = mapping;
  if (variantColumns.length === 0) return rows.map(() => ALONE);
  let head: readonly Cell[] | null = null;
  const heads = headsByCode(rows, mapping);
  const members = rows.map((cells) => {
    const isNamed = name !== undefined && !isAbsent(cells[name]);
    const variants = variantColumns.map((column) => cells[column]).filter((cell) => !isAbsent(cell));
    const isOfHead =
      head !== null && (group === undefined || isAbsent(cells[group]) || keyOf(cells[group]) === keyOf(head[group]));
    const byCode = group === undefined || isAbsent(cells[group]) ? undefined : heads.get(keyOf(cells[group]));
    const own = isNamed || !isOfHead ? (byCode ?? null) : head;
    if (isNamed) head = cells;
    const named = isNamed ? cells : own;
    const family =
      group !== undefined && !isAbsent(cells[group]) ? cells[group] : name === undefined ? '' : named?.[name];
    const isOwn = OWN_FIELDS.some((field) => !isAbsent(cells[mapping[field] ?? -1]));
    return { head: own, isOwn, family: keyOf(family), variants: variants.map(variantText).filter(Boolean) };
  });
  const sizes = new Map<string, number>();
  for (const { family, variants } of members) if (variants.length > 0) sizes.set(family, (sizes.get(family) ?? 0) + 1);
  return members.map(({ head: own, isOwn, family, variants }) => {
    const isOnly = (sizes.get(family) ?? 0) < 2;
    const told = variants.filter((text) => !(isOnly ? DEFAULTS : ALWAYS_DEFAULT).has(fold(text)));
    return {
      head: own,
      ticket: null,
      isUnderADay: false,
      isExtra: own !== null && variants.length === 0 && !isOwn,
      variant: told.join(' / '),
    };
  });
}

/** The rows that variants name by their code ("Parent"), which name no other themselves. */
function headsByCode(rows: readonly (readonly Cell[])[], { code, group }: Mapping): Map<string, readonly Cell[]> {
  if (code === undefined || group === undefined) return new Map();
  return new Map(
    rows.flatMap((cells) => (isAbsent(cells[group]) && !isAbsent(cells[code]) ? [[keyOf(cells[code]), cells]] : [])),
  );
}

/** What a variant's row takes from the row that names its article. */
const FAMILY_FIELDS: ReadonlySet<Field> = new Set(['name', 'category', 'supplier', 'description', 'unit', 'isActive']);
/** What the further rows of a ticket take from its first. */
const TICKET_FIELDS: ReadonlySet<Field> = new Set([
  'date',
  'time',
  'customer',
  'orderNumber',
  'payment',
  'status',
  'operation',
]);

/** The row whose cell stands for an empty one of that field, or null. */
export function headFor(field: Field, member: Member | undefined): readonly Cell[] | null {
  if (!member) return null;
  return FAMILY_FIELDS.has(field) ? member.head : TICKET_FIELDS.has(field) ? member.ticket : null;
}

/** So large a part of the rows says no day where a day, or an order, is written on its first row only. */
const UNDER = 0.25;

/**
 * For each row, the row above that says the day, the customer and the state of its ticket. Online shops write them on
 * the first line of an order, and repeat its number alone on the others, or not even that; and people write a day once.
 */
function ticketHeads(rows: readonly (readonly Cell[])[], mapping: Mapping): readonly (readonly Cell[] | null)[] {
  const { orderNumber, date } = mapping;
  if (date === undefined) return rows.map(() => null);
  const orderOf = (cells: readonly Cell[]) => (orderNumber === undefined ? '' : keyOf(cells[orderNumber]));
  let once: boolean | null = null;
  const isUnderOnce = (): boolean => {
    once ??= isWrittenOnce(rows, mapping, orderOf);
    return once;
  };
  let head: readonly Cell[] | null = null;
  return rows.map((cells) => {
    if (!isAbsent(cells[date])) head = cells;
    else if (head !== null && orderOf(cells) !== orderOf(head) && (orderOf(cells) !== '' || !isUnderOnce()))
      head = null;
    else if (head !== null && orderOf(head) === '' && !isUnderOnce()) head = null;
    return head === cells ? null : head;
  });
}

/** Whether days (or orders) are written on the first of their rows only, and never twice in a row. */
function isWrittenOnce(
  rows: readonly (readonly Cell[])[],
  { date = -1, quantity = -1 }: Mapping,
  orderOf: (cells: readonly Cell[]) => string,
): boolean {
  const data = rows.filter((cells) => !isAbsent(cells[quantity]));
  const said = data.filter((cells) => !isAbsent(cells[date])).map((cells) => `${keyOf(cells[date])}|${orderOf(cells)}`);
  const under = data.filter((cells) => isAbsent(cells[date]) && orderOf(cells) === '').length;
  return under >= UNDER * data.length && said.every((key, index) => key !== said[index - 1]);
}

/** Each row's place in its family of variants and, of sales, in its ticket. */
export function membersOf(
  rows: readonly (readonly Cell[])[],
  { kind, mapping }: Pick<ImportInput, 'kind' | 'mapping'>,
): readonly Member[] {
  const members = familyMembers(rows, mapping);
  if (kind !== 'sales') return members;
  const heads = ticketHeads(rows, mapping);
  return members.map((member, index) => {
    const ticket = heads[index] ?? null;
    return { ...member, ticket, isUnderADay: ticket !== null && isAbsent(rows[index]?.[mapping.orderNumber ?? -1]) };
  });
}

/** "Taille: Grand" says Grand. */
const variantText = (cell: Cell): string => cellText(cell).replace(/^[^:]{1,30}:\s*(?=\S)/, '');

/** The article's name with its variant: "Pot en argile – Petit"; a name that says it already stays as it is. */
export const variantName = (name: string, variant: string): string =>
  name === '' || variant === '' || ` ${fold(name)} `.includes(` ${fold(variant)} `) ? name : `${name} – ${variant}`;

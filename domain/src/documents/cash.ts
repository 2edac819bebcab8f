import * as z from 'zod/mini';
import { couchFields, day, instant, positiveMoney, recorded, reference, text } from './base.ts';
import { LIMITS } from './limits.ts';
import { METHODS } from './settlement.ts';

/** What an expense was for. */
export const EXPENSE_CATEGORIES = [
  'GOODS',
  'TRANSPORT',
  'RENT',
  'WAGES',
  'TAXES',
  'INTEREST',
  'EQUIPMENT',
  'OTHER',
] as const;
export type ExpenseCategory = (typeof EXPENSE_CATEGORIES)[number];

/** Why money moved other than by a ticket. */
export const CASH_KINDS = [
  'EXPENSE',
  'CUSTOMER_PAYMENT',
  'SUPPLIER_PAYMENT',
  'OWNER_IN',
  'OWNER_OUT',
  'LOAN_IN',
  'LOAN_OUT',
  'TRANSFER',
  'OPENING',
] as const;
export type CashKind = (typeof CASH_KINDS)[number];

/** What a cash document says beside its amount: each kind says exactly these. */
type Particular = 'method' | 'category' | 'toMethod' | 'customerId' | 'supplierId';

/** The combinations of particulars that each kind may have: money was there, or a debt of before. */
const PARTICULARS: Readonly<Record<CashKind, readonly (readonly Particular[])[]>> = {
  EXPENSE: [['method', 'category']],
  CUSTOMER_PAYMENT: [['method', 'customerId']],
  SUPPLIER_PAYMENT: [['method', 'supplierId']],
  OWNER_IN: [['method']],
  OWNER_OUT: [['method']],
  LOAN_IN: [['method']],
  LOAN_OUT: [['method']],
  TRANSFER: [['method', 'toMethod']],
  OPENING: [['method'], ['customerId'], ['supplierId']],
};

export const cashContent = {
  type: z.literal('cash'),
  /** The instant at which it counts; the same as in the id. */
  at: instant,
  day,
  kind: z.enum(CASH_KINDS),
  /** Where the money came in or went out; of a TRANSFER, where it left. */
  method: z.optional(z.enum(METHODS)),
  /** FCFA; the kind says in which direction. */
  amount: positiveMoney,
  /** Of an EXPENSE. */
  category: z.optional(z.enum(EXPENSE_CATEGORIES)),
  /** Where a TRANSFER arrived. */
  toMethod: z.optional(z.enum(METHODS)),
  /** Who paid; of an OPENING, who owed `amount` before anything was recorded. */
  customerId: z.optional(reference('customer')),
  /** Who was paid; of an OPENING, to whom the shop owed `amount` before anything was recorded. */
  supplierId: z.optional(reference('supplier')),
  label: z.optional(text(LIMITS.cash.label)),
};

type CashContent = z.infer<z.ZodMiniObject<typeof cashContent>>;

function saysItsParticulars(cash: CashContent): boolean {
  const said = (['method', 'category', 'toMethod', 'customerId', 'supplierId'] as const).filter(
    (name) => cash[name] !== undefined,
  );
  return PARTICULARS[cash.kind].some(
    (names) => names.length === said.length && said.every((name) => names.includes(name)),
  );
}

/** Money that moved other than by a ticket. Never changed once written; a void cancels it. */
export const cashSchema = z
  .strictObject({ ...recorded, ...couchFields, ...cashContent, _id: z.templateLiteral(['cash:', z.string()]) })
  .check(
    z.refine(saysItsParticulars, 'not what this kind says'),
    z.refine(({ method, toMethod }) => method === undefined || method !== toMethod, 'a transfer to where it left'),
  );
export type Cash = z.infer<typeof cashSchema>;
export type CashId = Cash['_id'];

import { METHODS, type Method, type Payment, type PaymentPart } from '@digiboost/domain/documents';

/** A part of a ticket that is paid otherwise than the rest; null where what was typed is no amount yet. FCFA. */
export interface DraftPart {
  readonly method: Method;
  readonly amount: number | null;
}

/** How a ticket in progress is paid: `payment` takes what `parts` leave. */
export interface DraftPayment {
  readonly payment: Payment;
  readonly parts: readonly DraftPart[];
}

/** FCFA that `payment` takes of a ticket of `total`; negative when the parts come to more. */
export const restOf = (total: number, { parts }: Pick<DraftPayment, 'parts'>): number =>
  parts.reduce((rest, { amount }) => rest - (amount ?? 0), total);

/** What was paid by each method, each once; what is missing to `total` is owed. Only for a draft without a fault. */
export function paymentsOf(total: number, draft: DraftPayment): PaymentPart[] {
  const { payment, parts } = draft;
  const amounts = new Map<Payment, number>();
  for (const { method, amount } of [...parts, { method: payment, amount: restOf(total, draft) }])
    amounts.set(method, (amounts.get(method) ?? 0) + (amount ?? 0));
  return METHODS.flatMap((method) => {
    const amount = amounts.get(method) ?? 0;
    return amount > 0 ? [{ method, amount }] : [];
  });
}

/** FCFA of a ticket that go on its customer's account. */
export const owedBy = (total: number, draft: DraftPayment): number =>
  draft.payment === 'CREDIT' ? Math.max(restOf(total, draft), 0) : 0;

/** FCFA of a ticket that are handed over in cash. */
export const cashOf = (total: number, draft: DraftPayment): number =>
  paymentsOf(total, draft).find(({ method }) => method === 'CASH')?.amount ?? 0;

/** The methods that a further part may have, or the part `own`: each pays one part, and not the rest. */
export const freeMethods = ({ payment, parts }: DraftPayment, own?: DraftPart): Method[] =>
  METHODS.filter((method) => method !== payment && parts.every((part) => part === own || part.method !== method));

/** The parts of a draft as it was kept on the phone. */
export function readParts(kept: unknown): DraftPart[] {
  if (!Array.isArray(kept)) return [];
  return (kept as Record<string, unknown>[]).flatMap(({ method: named, amount }) => {
    const method = METHODS.find((one) => one === named);
    return method ? [{ method, amount: typeof amount === 'number' && Number.isFinite(amount) ? amount : null }] : [];
  });
}

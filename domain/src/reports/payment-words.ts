import { type Payment, type Settled, settlementOf } from '../documents/settlement.ts';

/** What the ways to settle a ticket are called. */
export const PAYMENT_WORDS: Readonly<Record<Payment, string>> = {
  CASH: 'Espèces',
  WAVE: 'Wave',
  ORANGE_MONEY: 'Orange Money',
  BANK: 'Banque',
  CREDIT: 'Crédit',
};

/** How a ticket was settled, in words, such as "Wave + Espèces"; a ticket of nothing as if in cash. */
export const settlementText = (ticket: Settled): string =>
  settlementOf(ticket)
    .map(({ payment }) => PAYMENT_WORDS[payment])
    .join(' + ') || PAYMENT_WORDS.CASH;

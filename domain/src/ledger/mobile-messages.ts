import type { Method } from '../documents/settlement.ts';
import { fold } from '../french/fold.ts';
import { type Day, isDay } from '../shared/day.ts';

/** One movement of mobile money, as the operator's message or statement tells it. FCFA. */
export interface MobileMessage {
  /** Null: nothing in it says whose it is. */
  readonly method: Extract<Method, 'WAVE' | 'ORANGE_MONEY'> | null;
  readonly isIn: boolean;
  readonly amount: number;
  /** Null: it does not say. */
  readonly day: Day | null;
  /** Minutes since midnight, by the clocks of the shop. */
  readonly minute: number | null;
  /** The operator's number of it, by which it is known when it was pasted twice; '' for none. */
  readonly reference: string;
  /** What was pasted, on one line. */
  readonly text: string;
}

/** Words by which a message tells that money came, or went; the first of them in the message counts. */
const IN = /\b(?:recue?s?|received|encaissee?s?|encaissement|creditee?|depot|paiement (?:client|marchand|de))\b/;
const OUT =
  /\b(?:envoyee?s?|vers|retiree?s?|retrait|paye|payee|debitee?|achat|sent|facture|paiement (?:a|chez)|transfere a)\b/;
const ANY_VERB = new RegExp(`${IN.source}|${OUT.source}`);
/** What stands before a sum that is not the movement itself. */
const BESIDE = /\b(?:solde|balance|frais|fees?|commission|cout|plafond|disponible)\b[^0-9]*$/;
const AMOUNT = /(?<![\d.,])(\d{1,3}(?:[ .,]\d{3})+|\d+)(?:[.,]\d{1,2})?\s?(?:f ?cfa|fcfa|cfa|xof|f)\b/g;
/** Orange Money's own numbers say when: PP260612.1432.A12345. */
const ORANGE_REFERENCE = /\b[a-z]{2}(\d{2})(\d{2})(\d{2})\.(\d{2})(\d{2})\.[a-z]?\d{3,}\b/;
const WAVE_REFERENCE = /\bt_[a-z0-9]{5,}\b/;
const MONTHS = 'janvier,fevrier,mars,avril,mai,juin,juillet,aout,septembre,octobre,novembre,decembre'.split(',');
const LONGEST = 400;

/** The movements in what was pasted: messages one below the other, or the lines of a statement. Each one once. */
export function readMobileMessages(pasted: string): MobileMessage[] {
  const found = new Map<string, MobileMessage>();
  const messages = piecesOf(pasted).flatMap((piece) => messageOf(piece) ?? []);
  messages.forEach((message, index) => {
    // Two customers may pay the same sum in the same words; the operator's number is of one payment.
    const key = message.reference || String(index);
    if (!found.has(key)) found.set(key, message);
  });
  return [...found.values()];
}

/** The text of each message: paragraphs, and within them a new one at each line that tells of a movement. */
function piecesOf(pasted: string): string[] {
  const pieces: string[] = [];
  for (const paragraph of pasted.replace(/[\u00a0\u202f]/g, ' ').split(/\n\s*\n/)) {
    let piece = '';
    for (const line of paragraph.split('\n')) {
      const isNew = tellsMovement(piece) && tellsMovement(line);
      if (isNew) pieces.push(piece);
      piece = isNew ? line : `${piece} ${line}`;
    }
    pieces.push(piece);
  }
  return pieces.map((piece) => piece.replace(/\s+/g, ' ').trim()).filter(Boolean);
}

const plain = (text: string): string => fold(text.slice(0, LONGEST * 2)).replace(/[’']/g, ' ');

function tellsMovement(text: string): boolean {
  const folded = plain(text);
  return ANY_VERB.test(folded) && amountIn(folded) !== null;
}

/** The first sum that is neither a balance nor a fee. */
function amountIn(folded: string): number | null {
  for (const match of folded.matchAll(AMOUNT)) {
    if (BESIDE.test(folded.slice(Math.max(0, match.index - 40), match.index))) continue;
    const amount = Number((match[1] ?? '').replace(/[ .,]/g, ''));
    if (amount > 0) return amount;
  }
  return null;
}

function messageOf(text: string): MobileMessage | null {
  const folded = plain(text);
  const amount = amountIn(folded);
  const verb = ANY_VERB.exec(folded)?.[0];
  if (amount === null || verb === undefined) return null;
  const orange = ORANGE_REFERENCE.exec(folded);
  const wave = WAVE_REFERENCE.exec(folded);
  const isWave = /\bwave\b/.test(folded) || wave !== null;
  const isOrange = /\b(?:orange|om|max it|sonatel)\b/.test(folded) || orange !== null;
  return {
    method: isWave === isOrange ? null : isWave ? 'WAVE' : 'ORANGE_MONEY',
    isIn: IN.test(verb),
    amount,
    day: dayIn(folded, orange),
    minute: minuteIn(folded, orange),
    reference: (orange ?? wave)?.[0].toUpperCase() ?? '',
    text: text.slice(0, LONGEST),
  };
}

function dayIn(folded: string, orange: RegExpExecArray | null): Day | null {
  const [, year = '', month = '', date = ''] =
    /\b(20\d{2})-(\d{2})-(\d{2})\b/.exec(folded) ??
    flipped(/\b(\d{1,2})[/.-](\d{1,2})[/.-]((?:20)?\d{2})\b/.exec(folded)) ??
    flipped(named(folded)) ??
    orange ??
    [];
  const day = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  return isDay(day) ? day : null;
}

/** What was written day first, year first. */
const flipped = (found: readonly string[] | null): readonly string[] | null =>
  found && [found[0] ?? '', found[3] ?? '', found[2] ?? '', found[1] ?? ''];

/** A day whose month is written out, with the number of the month. */
function named(folded: string): readonly string[] | null {
  const found = new RegExp(`\\b(\\d{1,2})(?:er)? (${MONTHS.join('|')}) (20\\d{2})\\b`).exec(folded);
  return found && [found[0], found[1] ?? '', String(MONTHS.indexOf(found[2] ?? '') + 1), found[3] ?? ''];
}

function minuteIn(folded: string, orange: RegExpExecArray | null): number | null {
  const [, hour, minute] = /\b([01]?\d|2[0-3])\s?[:h]\s?([0-5]\d)\b/.exec(folded) ?? [];
  if (hour !== undefined) return Number(hour) * 60 + Number(minute);
  return orange ? Number(orange[4]) * 60 + Number(orange[5]) : null;
}

import type { Right } from '@digiboost/domain/documents';
import { fold } from '@digiboost/domain/import';

/** What somebody asks for by a message. */
export type Command =
  | { readonly kind: 'acknowledge' | 'agree' | 'order' | 'stop' | 'start' | 'help' | 'sales' | 'ruptures' | 'till' }
  /** What to order, within FCFA when they are given. */
  | { readonly kind: 'purchases'; readonly budget: number | null }
  | { readonly kind: 'stock'; readonly words: string }
  /** Who owes what: everybody, or those whom `words` name. */
  | { readonly kind: 'debts'; readonly words: string };

const WORDS: Readonly<Record<string, Exclude<Command['kind'], 'stock' | 'purchases' | 'debts'>>> = {
  '1': 'acknowledge',
  ok: 'acknowledge',
  vu: 'acknowledge',
  oui: 'agree',
  waaw: 'agree',
  '2': 'order',
  commander: 'order',
  commande: 'order',
  start: 'start',
  reprendre: 'start',
};

/** What people call what they ask for, in French and in Wolof; a slip of the finger in a longer word is forgiven. */
const ASKED = {
  sales: ['ca', 'vente', 'ventes', 'recette', 'recettes', 'chiffre', 'njaay', 'njay'],
  ruptures: ['rupture', 'ruptures', 'manque', 'manques', 'jeexna', 'jexna'],
  purchases: ['achat', 'achats', 'acheter', 'commander', 'commande', 'jend'],
  till: ['caisse', 'tiroir', 'argent', 'xaalis', 'xalis'],
  debts: ['dette', 'dettes', 'carnet', 'bor'],
  help: ['aide', 'help', 'menu', 'ndimbal'],
} as const;
const BESIDE = /^(?:l|le|la|les|un|une|de|d|du|des|mes|mon|ma|nos|aujourd|hui|jour|semaine)$/;
const FORGIVEN_FROM = 5;

/** What is asked for by one word, beside words that say nothing. */
function askedBy(words: readonly string[]): keyof typeof ASKED | null {
  const [word, other] = words.filter((one) => !BESIDE.test(one));
  if (word === undefined || other !== undefined) return null;
  for (const [kind, known] of Object.entries(ASKED) as [keyof typeof ASKED, readonly string[]][]) {
    if (known.some((one) => one === word || (one.length >= FORGIVEN_FROM && isOneSlip(one, word)))) return kind;
  }
  return null;
}

/** Whether one letter more, less, other or changed with its neighbour makes `a` of `b`. */
function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && left === [...right].reverse().join(''));
}

/** What may be asked, for whoever asks for help or is not understood. */
export const HELP = [
  'Répondez :',
  '*1* : j’ai vu la dernière alerte, plus de rappel',
  '*2* : préparer la commande',
  '*STOCK riz* : stock des produits « riz »',
  '*CA* : ventes du jour, de la semaine, du mois',
  '*RUPTURES* : ce qui manque et ce qui va manquer',
  '*ACHATS* ou *COMMANDER 50000* : quoi commander, avec combien',
  '*CAISSE* : l’argent qui devrait être là',
  '*DETTES* ou *DETTES moussa* : qui doit combien',
  '*STOP* : ne plus recevoir d’alertes',
].join('\n');

/** A word to ask next by one press, and what whoever is offered it must be let see. */
interface Offered {
  readonly word: string;
  readonly right?: Right;
}

const SALES: Offered = { word: 'CA' };
const RUPTURES: Offered = { word: 'Ruptures' };
const PURCHASES: Offered = { word: 'Achats', right: 'COSTS' };
const TILL: Offered = { word: 'Caisse', right: 'TILL' };
const DEBTS: Offered = { word: 'Dettes', right: 'DEBTS' };
const AIDE: Offered = { word: 'Aide' };

/** What is offered below the answer to a question: three words at most, each understood as it is. */
export const OFFERED: Readonly<Partial<Record<Command['kind'], readonly Offered[]>>> = {
  sales: [RUPTURES, PURCHASES, TILL],
  ruptures: [PURCHASES, SALES, AIDE],
  purchases: [RUPTURES, SALES, TILL],
  till: [SALES, DEBTS, AIDE],
  debts: [TILL, SALES, AIDE],
  help: [SALES, RUPTURES, PURCHASES],
};

/** FCFA at the end of a message, however they are written. */
const MONEY = /^(.+?) (\d[\d ]{0,14})(?: ?(?:f|fcfa|cfa|francs?))?$/;

/** Whose debts are asked for. */
const DEBTS_OF = /^(?:dettes?|carnet|bor) (?:(?:de|du|des|d) )?(.+)$/;

/** Words that end the alerts; what is said of them beside changes nothing. */
const STOP = /^(?:stop|stopper|stoppez|arret|arreter|arretez|desabonner|desabonnement|unsubscribe)$/;
const OF_ALERTS = /^(?:a|les?|des|ces|vos|mes|moi|me|tout|tous|toutes|alertes?|messages?|notifications?|whatsapp)$/;
/** What people say beside what they ask for. */
const COURTESY =
  /(?:^| )(?:s il (?:vous|te) plait|svp|stp|merci(?: (?:beaucoup|bien|d avance))?|bonjour|bonsoir|salut|please)(?= |$)/g;

/** Reads a message: accents, case, punctuation and courtesy do not matter. What is not understood asks for help. */
export function commandOf(text: string): Command {
  const folded = fold(text.slice(0, 500));
  const asked = folded.replace(COURTESY, '').trim();
  const words = asked.split(' ');
  // Whoever begins by STOP means it, whatever else they write.
  const isStop = words[0] === 'stop' || (words.some(isStopWord) && words.every(isOfStopping));
  if (isStop) return { kind: 'stop' };
  if (Object.hasOwn(WORDS, asked)) return { kind: WORDS[asked] ?? 'help' };
  const [, before = asked, amount] = MONEY.exec(asked) ?? [];
  const kind = askedBy(before.split(' '));
  if (kind === 'purchases') return { kind, budget: amount === undefined ? null : Number(amount.replaceAll(' ', '')) };
  const debtor = DEBTS_OF.exec(asked)?.[1];
  if (kind === 'debts' || debtor !== undefined) return { kind: 'debts', words: debtor ?? '' };
  if (kind !== null && amount === undefined) return { kind };
  // A product may be called by a word of courtesy.
  const product = stockOf(asked) ?? stockOf(folded);
  return product === undefined ? { kind: 'help' } : { kind: 'stock', words: product };
}

/** Whether a message that no command understands asks something in its own words. */
export function isFreeQuestion(text: string): boolean {
  const words = fold(text.slice(0, 500)).replace(COURTESY, '').trim().split(' ');
  return commandOf(text).kind === 'help' && words.length > 1 && askedBy(words) === null;
}

const isStopWord = (word: string): boolean => STOP.test(word);
const isOfStopping = (word: string): boolean => isStopWord(word) || OF_ALERTS.test(word);
const stockOf = (folded: string): string | undefined => /^stock(?: (?:de|du|des|d) | )(.+)$/.exec(folded)?.[1];

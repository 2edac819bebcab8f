import { fold } from '@digiboost/domain/import';

/** What somebody asks for by a message. */
export type Command =
  | { readonly kind: 'acknowledge' | 'order' | 'stop' | 'start' | 'help' }
  | { readonly kind: 'stock'; readonly words: string };

const WORDS: Readonly<Record<string, Exclude<Command['kind'], 'stock'>>> = {
  '1': 'acknowledge',
  ok: 'acknowledge',
  vu: 'acknowledge',
  '2': 'order',
  commander: 'order',
  commande: 'order',
  start: 'start',
  reprendre: 'start',
};

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
  // A product may be called by a word of courtesy.
  const product = stockOf(asked) ?? stockOf(folded);
  return product === undefined ? { kind: 'help' } : { kind: 'stock', words: product };
}

const isStopWord = (word: string): boolean => STOP.test(word);
const isOfStopping = (word: string): boolean => isStopWord(word) || OF_ALERTS.test(word);
const stockOf = (folded: string): string | undefined => /^stock(?: (?:de|du|des|d) | )(.+)$/.exec(folded)?.[1];

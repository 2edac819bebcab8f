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
  stop: 'stop',
  arret: 'stop',
  arreter: 'stop',
  start: 'start',
  reprendre: 'start',
};

/** Reads a message: accents, case and punctuation do not matter. What is not understood asks for help. */
export function commandOf(text: string): Command {
  const folded = fold(text.slice(0, 500));
  if (Object.hasOwn(WORDS, folded)) return { kind: WORDS[folded] ?? 'help' };
  const words = /^stock(?: (?:de|du|des|d) | )(.+)$/.exec(folded)?.[1];
  return words === undefined ? { kind: 'help' } : { kind: 'stock', words };
}

/** What everybody would try first here. */
const OURS = ['digiboost', 'boutique', 'dakar', 'senegal', 'teranga', 'touba', 'gerant', 'vendeur'];
/** 10^8 guesses, by the estimate's own scale: of 0 to 4. */
const HARD = 3;
/** The estimate's time grows with the square of the length, and what is longer is hard enough. */
const LONGEST_JUDGED = 64;

type Judge = (password: string, about: string[]) => number;
let judge: Promise<Judge> | undefined;

/** The word lists are read when the first password is chosen: a server that starts needs none. */
async function readLists(): Promise<Judge> {
  const [{ ZxcvbnFactory }, common, french] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-fr'),
  ]);
  const zxcvbn = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...french.dictionary },
    graphs: common.adjacencyGraphs,
  });
  return (password, about) => zxcvbn.check(password, about).score;
}

/**
 * Whether a password takes more than some 10^8 guesses of somebody who knows the common ones, French words and names,
 * the keyboard's rows, and `about`: the person's own name and e-mail.
 */
export async function isHardToGuess(password: string, about: readonly string[] = []): Promise<boolean> {
  judge ??= readLists();
  return (await judge)(password.slice(0, LONGEST_JUDGED), [...OURS, ...about.flatMap(wordsOf)]) >= HARD;
}

/** A name or an e-mail, whole, in its words, and its words in one. */
function wordsOf(text: string): string[] {
  const [name = ''] = text.toLowerCase().split('@');
  const words = name.split(/[^\p{L}\p{N}]+/u);
  return [text.toLowerCase(), name, words.join(''), ...words].filter((word) => word.length > 2);
}

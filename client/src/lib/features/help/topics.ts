import scenes from './scenes.json';

/** How something is done, step by step, as the guide tells it. */
export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  /** How the address of its screen begins. */
  readonly screen: string;
  /** In each, `{1}` stands for the first number of the picture. */
  readonly steps: readonly { readonly words: string; readonly picture: string }[];
}

/** What helps on the screen at `path`, and the rest in the guide's order. */
export function topicsFor(path: string | null, topics: readonly Topic[] = scenes): { here: Topic[]; others: Topic[] } {
  const fits = ({ screen }: Topic): boolean =>
    path !== null && (path === screen || (screen !== '/' && path.startsWith(screen)));
  const longest = Math.max(0, ...topics.filter(fits).map(({ screen }) => screen.length));
  const here = topics.filter((topic) => fits(topic) && topic.screen.length === longest);
  return { here, others: topics.filter((topic) => !here.includes(topic)) };
}

/** The words of a step in pieces; a number is one of the picture's. */
export const piecesOf = (words: string): (string | number)[] =>
  words
    .split(/(\{\d\})/)
    .filter(Boolean)
    .map((piece) => (/^\{\d\}$/.test(piece) ? Number(piece[1]) : piece));

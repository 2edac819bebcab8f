import { type DoorRequest, ID, REQUESTS } from '../requests.ts';

/** Ids and checkpoints as they stand in an address: nothing that means something in one. */
const NAME = '[\\w.:,~=-]+';

const isId = (part: string | RegExp): boolean => part === ID;

/** How the proxy in front, which sees the decoded path, writes one segment. */
const segmentOf = (part: DoorRequest['path'][number]): string =>
  typeof part === 'string' ? part : isId(part) ? `[A-Za-z]${NAME}` : NAME;

/**
 * The regular expression of the paths that the door knows, with the whole path below `/db` in its first group: the
 * proxy in front passes on what it captured, never the path that came.
 */
export function caddyExpression(): string {
  const paths = new Set(REQUESTS.map(({ path }) => path.map((part) => `/${segmentOf(part)}`).join('')));
  return `^/db(/shop_[a-z][a-z0-9]{2,31}(?:${[...paths].filter((path) => path !== '').join('|')}|/?))$`;
}

import type { Export, Source } from './sources.ts';

/** A rule of the house that a file breaks. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

const FLOOR = 40;
const CEILING = 250;

/** Tests, and what only they use: the contract of the database's engines is one. */
const isTesting = (path: string): boolean =>
  /\.test\.ts$|(?:^|\/)testing\/|^client\/e2e\/|^couch\/contract\//.test(path);

/** Names that a framework asks for, and those of tools' settings. */
const ASKED_FOR = [
  /^client\/src\/routes\/(?:.*\/)?\+[^/]+$/,
  /\.config\.[tj]s$|\.d\.ts$/,
  /^client\/(?:browser-runtime|e2e\/support\/prepare)\.ts$/,
  /^scripts\/forecast-judge\.ts$/,
];
/** The folder of the package that a file belongs to. */
const packageOf = (path: string): string => /^[^/]*(?=\/)/.exec(path)?.[0] ?? '';
const isAskedFor = (path: string): boolean => ASKED_FOR.some((pattern) => pattern.test(path));

/** The sources by path, with what leads from a name that is offered to the file that makes it. */
class Sources {
  readonly byPath: ReadonlyMap<string, Source>;

  constructor(sources: readonly Source[]) {
    this.byPath = new Map(sources.map((source) => [source.path, source]));
  }

  /** Where `name` of `path` is made: past every file that only hands it on; null: that is not known. */
  origin(path: string, name: string, seen: ReadonlySet<string> = new Set()): { path: string; name: string } | null {
    const source = this.byPath.get(path);
    if (!source || seen.has(path)) return null;
    const own = source.exports.find((offered) => offered.name === name);
    const beyond = new Set([...seen, path]);
    if (own?.of) return this.origin(own.of.file, own.of.name, beyond);
    if (own || path.endsWith('.svelte')) return { path, name };
    for (const star of source.stars) {
      const found = this.origin(star, name, beyond);
      if (found) return found;
    }
    return null;
  }

  /** Every name that `path` offers, those of files that it hands on whole too. */
  names(path: string, seen: ReadonlySet<string> = new Set()): string[] {
    const source = this.byPath.get(path);
    if (!source || seen.has(path)) return [];
    const beyond = new Set([...seen, path]);
    return [...source.exports.map(({ name }) => name), ...source.stars.flatMap((star) => this.names(star, beyond))];
  }
}

/** Who takes which name of which file: `path name` to the files that do. */
function takersOf(sources: readonly Source[]): Map<string, Set<string>> {
  const all = new Sources(sources);
  const takers = new Map<string, Set<string>>();
  const take = (taker: string, path: string, name: string): void => {
    const key = `${path} ${name}`;
    takers.set(key, (takers.get(key) ?? new Set()).add(taker));
  };
  for (const { path, imports } of sources) {
    for (const { from, names } of imports) {
      for (const name of names ?? all.names(from)) {
        take(path, from, name);
        const origin = all.origin(from, name);
        if (origin && origin.path !== from) take(path, origin.path, origin.name);
      }
      // A file may be run, or loaded for what it does.
      if (names === null) take(path, from, '');
    }
  }
  return takers;
}

/**
 * Names that are offered and that no other file takes; types by which a file says what else it offers are not meant.
 */
export function unusedExports(sources: readonly Source[]): Finding[] {
  const takers = takersOf(sources);
  const isUnused = (path: string, { name, isSpoken }: Export): boolean => !isSpoken && !takers.has(`${path} ${name}`);
  return sources
    .filter(({ path }) => !isAskedFor(path))
    .flatMap(({ path, exports }) =>
      exports
        .filter((offered) => isUnused(path, offered))
        .map(({ name, line }) => ({ path, line, message: `${name} is exported and used nowhere else` })),
    );
}

/** The files that import one another in a circle, for their types too. */
export function circles(sources: readonly Source[]): Finding[] {
  const edges = new Map(
    sources.map(({ path, imports, exports, stars }) => [
      path,
      new Set([
        ...imports.filter(({ kind }) => kind !== 'later').map(({ from }) => from),
        ...exports.flatMap(({ of }) => (of ? [of.file] : [])),
        ...stars,
      ]),
    ]),
  );
  return components(edges)
    .filter((files) => files.length > 1)
    .map((files) => {
      const [path = ''] = [...files].sort();
      return { path, line: 1, message: `these files import one another in a circle: ${[...files].sort().join(', ')}` };
    });
}

/** The server's rooms in their order: a room imports only from those before it, types too. After them comes the app. */
const ROOMS = [
  'couch',
  'backup',
  'http',
  'accounts',
  'shop',
  'integrity',
  'figures',
  'alerts',
  'notify',
  'reports',
  'watch',
  'agents',
  'conversation',
  'admin',
];

/** Imports from a room of the server that comes later. */
export function roomsInOrder(sources: readonly Source[]): Finding[] {
  const placeOf = (path: string): number => {
    const place = ROOMS.indexOf(/^server\/src\/([^/]+)\//.exec(path)?.[1] ?? '');
    return place < 0 ? ROOMS.length : place;
  };
  return sources
    .filter(({ path }) => path.startsWith('server/src/') && !isTesting(path))
    .flatMap(({ path, imports, stars, exports }) =>
      [...imports.map(({ from }) => from), ...stars, ...exports.flatMap(({ of }) => of?.file ?? [])]
        .filter((from) => from.startsWith('server/src/') && placeOf(from) > placeOf(path))
        .map((from) => ({ path, line: 1, message: `imports ${from}, which comes later (${ROOMS.join(' < ')} < app)` })),
    );
}

/** The strongly connected components of a graph (Tarjan 1972). */
function components(edges: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const visit = (node: string): void => {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    stack.push(node);
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) visit(next);
      else if (!stack.includes(next)) continue;
      lowest.set(node, Math.min(lowest.get(node) ?? 0, lowest.get(next) ?? 0));
    }
    if (lowest.get(node) !== order.get(node)) return;
    found.push(stack.splice(stack.indexOf(node)));
  };
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return found;
}

/**
 * Files too small to be one of their own, and files too large to be one thing, unless they are (`isOne`). A small file
 * with a single importer lives in it, unless a reader looks it up by its name (`isLookedUp`) or it cannot: its importer
 * loads it later, is of another package, is a component while tests take the file itself, or would become too large.
 * Where a file only hands on names of others, those are not counted.
 */
export function sizes(
  sources: readonly Source[],
  { isLookedUp, isOne }: Record<'isLookedUp' | 'isOne', (path: string) => boolean>,
): Finding[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const users = new Map<string, Set<string>>();
  for (const [key, files] of takersOf(sources)) {
    const [path = ''] = key.split(' ');
    users.set(path, new Set([...(users.get(path) ?? []), ...files]));
  }
  const mustStand = (path: string, lines: number, importer: string): boolean =>
    byPath.get(importer)?.imports.find(({ from }) => from === path)?.kind === 'later' ||
    packageOf(path) !== packageOf(importer) ||
    (importer.endsWith('.svelte') && [...(users.get(path) ?? [])].some(isTesting)) ||
    (byPath.get(importer)?.lines ?? 0) + lines > CEILING;
  return sources.flatMap(({ path, lines }): Finding[] => {
    if (isTesting(path)) return [];
    if (lines > CEILING && !isOne(path))
      return [{ path, line: lines, message: `has ${lines} lines: is it two things?` }];
    const [importer, other] = [...(users.get(path) ?? [])].filter((user) => !isTesting(user));
    if (lines > FLOOR || !importer || other || isLookedUp(path) || mustStand(path, lines, importer)) return [];
    const message = `has ${lines} lines and one importer: it lives in ${importer}, or is looked up by name`;
    return [{ path, line: 1, message }];
  });
}

/** What is started by its name, or compiled into a design document. */
const isStarted = (path: string): boolean =>
  /^scripts\/[\w-]+\.ts$|^server\/src\/main\.ts$|\/validate_doc_update\.ts$/.test(path);

/** Files outside a testing folder that only tests use. */
export function misplacedSupport(sources: readonly Source[]): Finding[] {
  const users = new Map<string, string[]>();
  for (const { path, imports, stars, exports } of sources) {
    for (const from of [...imports.map((one) => one.from), ...stars, ...exports.flatMap(({ of }) => of?.file ?? [])]) {
      users.set(from, [...(users.get(from) ?? []), path]);
    }
  }
  return sources
    .filter(({ path }) => !isTesting(path) && !isStarted(path) && (users.get(path)?.every(isTesting) ?? false))
    .map(({ path }) => ({ path, line: 1, message: 'only tests use it: it belongs in a testing folder' }));
}

/** Comments that are wider than a screen. */
export const wideComments = (sources: readonly Source[]): Finding[] =>
  sources.flatMap(({ path, wideComments: lines }) =>
    lines.map((line) => ({ path, line, message: 'has a comment beyond the 120th column' })),
  );

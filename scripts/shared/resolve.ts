import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** What each package of ours offers under which name: its `exports`, `*` included. */
export function packageEntries(): Map<string, string> {
  const entries = new Map<string, string>();
  const { workspaces } = JSON.parse(readFileSync('package.json', 'utf8')) as { workspaces: string[] };
  for (const workspace of workspaces) {
    const { name, exports = {} } = JSON.parse(readFileSync(`${workspace}/package.json`, 'utf8')) as {
      name: string;
      exports?: Record<string, string>;
    };
    for (const [key, target] of Object.entries(exports)) {
      entries.set(posix.join(name, key), posix.join(workspace, target));
    }
  }
  return entries;
}

/** The file that `name`, imported by the file `importer`, leads to; null outside the repository. */
export function resolve(
  importer: string,
  name: string,
  isFile: ReadonlySet<string>,
  entries: ReadonlyMap<string, string>,
): string | null {
  let target = '';
  if (name.startsWith('.')) target = posix.join(posix.dirname(importer), name);
  else if (name.startsWith('$lib/')) target = posix.join('client/src/lib', name.slice('$lib/'.length));
  else {
    for (const [key, path] of entries) {
      const [before = '', after] = key.split('*');
      if (after === undefined ? name === key : name.startsWith(before)) {
        target = path.replace('*', name.slice(before.length));
        if (isFile.has(target)) break;
      }
    }
  }
  return [target, `${target}.ts`, `${target}/index.ts`].find((path) => isFile.has(path)) ?? null;
}

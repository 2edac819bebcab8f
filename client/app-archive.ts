import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packApp } from './src/service-worker/archive-format.ts';

/** Where Kit has written what the browser may ask for. */
const CLIENT = '.svelte-kit/output/client';
const FOLDER = '_app/immutable/archive';

/** Where the build puts what the app does not open with: it comes in an archive of its own, after the other. */
export const LATER_FOLDER = '_app/immutable/later/';

/** Where it puts what is fetched when it is first used. */
export const ON_DEMAND_FOLDER = '_app/immutable/on-demand/';
/** Of those, what a phone that used it goes on using without a network: it holds what was fetched with it. */
const FOLLOWED = /^archive\.worker-[^.]*\.js$/;

/**
 * Puts the scripts and styles of the app in two files, which the service worker fetches whole: a request for each would
 * be a round trip each. What is left in the manifest is those files and the few others, by the paths they are asked by.
 */
export async function archiveScripts(entries: readonly { readonly url: string }[]) {
  const paths = entries.map(({ url }) => url.replace(/^client\//, ''));
  const packed = paths.filter((path) => /\.(?:js|css)$/.test(path)).sort();
  const isLater = (path: string): boolean => path.startsWith(LATER_FOLDER);
  await rm(join(CLIENT, FOLDER), { recursive: true, force: true });
  await mkdir(join(CLIENT, FOLDER), { recursive: true });
  const archives = [
    await writeArchive(packed.filter((path) => !isLater(path))),
    await writeArchive(packed.filter(isLater)),
  ];
  const others = paths.filter((path) => !packed.includes(path));
  // The page is written later, and named in the scripts' own names: the archive's name stands for it.
  const followed = (await readdir(join(CLIENT, ON_DEMAND_FOLDER))).filter((name) => FOLLOWED.test(name));
  const kept = [...archives, '200.html', ...others, ...followed.map((name) => ON_DEMAND_FOLDER + name)];
  return { manifest: kept.map((path) => ({ url: `/${path}`, revision: null, size: 0 })) };
}

/** The path of an archive of these files. */
async function writeArchive(paths: readonly string[]): Promise<string> {
  const files = await Promise.all(
    paths.map(async (path) => [`/${path}`, await readFile(join(CLIENT, path), 'utf8')] as const),
  );
  const archive = packApp(files);
  const name = createHash('sha256').update(archive).digest('hex').slice(0, 12);
  // A name by which the adapter compresses it too.
  const path = `${FOLDER}/${name}.txt`;
  await writeFile(join(CLIENT, path), archive);
  return path;
}

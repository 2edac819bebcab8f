import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packApp } from './src/service-worker/archive-format.ts';

/** Where Kit has written what the browser may ask for. */
const CLIENT = '.svelte-kit/output/client';
const FOLDER = '_app/immutable/archive';

/**
 * Puts every script and style of the app in one file, which the service worker fetches whole: a request for each would
 * be a round trip each. What is left in the manifest is that file and the few others, by the paths they are asked by.
 */
export async function archiveScripts(entries: readonly { readonly url: string }[]) {
  const paths = entries.map(({ url }) => url.replace(/^client\//, ''));
  const packed = paths.filter((path) => /\.(?:js|css)$/.test(path)).sort();
  const texts = await Promise.all(packed.map(async (path) => readFile(join(CLIENT, path), 'utf8')));
  const archive = packApp(packed.map((path, index) => [`/${path}`, texts[index] ?? '']));
  const name = createHash('sha256').update(archive).digest('hex').slice(0, 12);
  await rm(join(CLIENT, FOLDER), { recursive: true, force: true });
  await mkdir(join(CLIENT, FOLDER), { recursive: true });
  // A name by which the adapter compresses it too.
  await writeFile(join(CLIENT, FOLDER, `${name}.txt`), archive);
  const others = paths.filter((path) => !packed.includes(path));
  // The page is written later, and named in the scripts' own names: the archive's name stands for it.
  const kept = [`${FOLDER}/${name}.txt`, '200.html', ...others];
  return { manifest: kept.map((path) => ({ url: `/${path}`, revision: null, size: 0 })) };
}

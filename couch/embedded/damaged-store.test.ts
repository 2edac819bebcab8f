import { createHash } from 'node:crypto';
import { appendFile, cp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, EngineBench } from './testing/engine-bench.ts';

const DESIGN = { views: { all: { map: 'function (doc) { emit(doc._id, 1); }', reduce: '_sum' } } };
const COUNT = 40;

let bench: EngineBench;
beforeEach(async () => {
  bench = await EngineBench.make();
});
afterEach(() => bench.end());

interface Row {
  readonly id: string;
  readonly doc: { readonly _rev: string; readonly _conflicts?: string[] };
}
const documentsOf = async (couch: { url: string }): Promise<Row[]> =>
  (await ask(couch, 'GET', '/shop/_all_docs?include_docs=true&conflicts=true')).body.rows;

/** A shop with events, edits, a conflict and a deletion, a part of them in a table; returns what it holds. */
async function aShop(): Promise<Row[]> {
  const first = await bench.start();
  await ask(first, 'PUT', '/shop');
  await ask(first, 'PUT', '/other');
  await ask(first, 'PUT', '/shop/_design/v', DESIGN);
  await write(first, 0);
  const { rev } = (await ask(first, 'PUT', '/shop/rice', { price: 1 })).body;
  await ask(first, 'PUT', '/shop/rice', { _rev: rev, price: 2 });
  const fork = { _id: 'rice', _rev: `2-${'f'.repeat(32)}`, price: 3 };
  await ask(first, 'POST', '/shop/_bulk_docs', { docs: [fork], new_edits: false });
  const gone = (await ask(first, 'PUT', '/shop/gone', {})).body.rev;
  await ask(first, 'DELETE', `/shop/gone?rev=${gone}`);
  await bench.stop(first);
  // Opening again turns the log into a table; what follows is in the log.
  const second = await bench.start();
  await write(second, COUNT);
  const rows = await documentsOf(second);
  await bench.stop(second);
  return rows;
}

async function write(couch: { url: string }, from: number): Promise<void> {
  for (let n = from; n < from + COUNT; n += 4) {
    const docs = [0, 1, 2, 3].map((line) => ({ _id: `sale-${n + line}`, text: `${n} `.repeat(60) }));
    expect((await ask(couch, 'POST', '/shop/_bulk_docs', { docs })).status).toBe(201);
  }
}

async function digest(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder).catch(() => [])).sort();
  const sums = names.map(async (name) => [
    name,
    createHash('sha256')
      .update(await readFile(join(folder, name), 'latin1'))
      .digest('hex'),
  ]);
  return Object.fromEntries(await Promise.all(sums)) as Record<string, string>;
}

/** The file of a folder whose name ends so; the largest where there are several. */
async function fileIn(folder: string, ending: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ending) || name.startsWith(ending));
  const sizes = await Promise.all(names.map(async (name) => (await readFile(join(folder, name))).length));
  return join(folder, names[sizes.indexOf(Math.max(...sizes))] ?? '');
}

async function flip(file: string, part: number): Promise<void> {
  const bytes = await readFile(file);
  const position = Math.floor(bytes.length * part);
  bytes[position] = (bytes[position] ?? 0) ^ 0x40;
  await writeFile(file, bytes.toString('latin1'), 'latin1');
}

const DAMAGES: [string, (folder: string) => Promise<unknown>][] = [
  ['whose log is cut in half', async (folder) => cut(await fileIn(folder, '.log'), 0.5)],
  ['whose log has lost its last bytes', async (folder) => cut(await fileIn(folder, '.log'), 0.999)],
  ['whose log is empty', async (folder) => cut(await fileIn(folder, '.log'), 0)],
  ['whose log is gone', async (folder) => rm(await fileIn(folder, '.log'))],
  ['whose log has a flipped bit', async (folder) => flip(await fileIn(folder, '.log'), 0.4)],
  ['whose last write has a flipped bit', async (folder) => flip(await fileIn(folder, '.log'), 0.995)],
  ['whose table has a flipped bit', async (folder) => flip(await fileIn(folder, '.ldb'), 0.3)],
  ['whose table is cut', async (folder) => cut(await fileIn(folder, '.ldb'), 0.7)],
  ['whose table is gone', async (folder) => rm(await fileIn(folder, '.ldb'))],
  ['whose list of files has a flipped bit', async (folder) => flip(await fileIn(folder, 'MANIFEST'), 0.5)],
  ['without CURRENT', async (folder) => rm(join(folder, 'CURRENT'))],
  ['whose folder is gone', async (folder) => rm(folder, { recursive: true })],
];
const cut = async (file: string, part: number) => truncate(file, Math.floor((await readFile(file)).length * part));

describe('a shop', () => {
  test.each(DAMAGES)('%s is named, read only, kept as it is, and repaired', async (_, damage) => {
    const held = await aShop();
    const folder = await bench.folderOf('shop');
    await damage(folder);
    const before = await digest(folder);

    const couch = await bench.start();
    const read = await documentsOf(couch);
    const { damaged } = (await ask(couch, 'GET', '/_up')).body;
    expect(damaged).toEqual([{ name: 'shop', reason: expect.stringContaining(` of ${held.length} documents`) }]);
    // Whatever is served is what was written.
    for (const row of read) expect(held).toContainEqual(row);
    const refused = { status: 503, body: { error: 'database_damaged', reason: damaged[0].reason } };
    expect(await ask(couch, 'PUT', '/shop/new', {})).toEqual(refused);
    expect(await ask(couch, 'PUT', '/shop/_local/new', {})).toEqual(refused);
    expect((await ask(couch, 'PUT', '/other/new', {})).status).toBe(201);
    expect(await digest(folder)).toEqual(before);

    // The same after another start.
    await bench.stop(couch);
    const again = await bench.start();
    expect(await documentsOf(again)).toEqual(read);
    expect((await ask(again, 'GET', '/_up')).body.damaged).toHaveLength(1);

    expect((await ask(again, 'POST', '/shop/_repair')).body).toMatchObject({ ok: true, readable: read.length });
    expect(await digest(`${folder}.corrupt`)).toEqual(before);
    expect((await ask(again, 'PUT', '/shop/new', {})).status).toBe(201);
    expect((await ask(again, 'GET', '/_up')).body).toEqual({ status: 'ok', seeds: {} });
    await bench.stop(again);
    const repaired = await bench.start();
    expect(await documentsOf(repaired)).toHaveLength(read.length + 1);
    expect((await ask(repaired, 'GET', '/_up')).body).toEqual({ status: 'ok', seeds: {} });
  });

  test('whose folder was put back from an older copy is behind what it had acknowledged', async () => {
    await aShop();
    const folder = await bench.folderOf('shop');
    await cp(folder, `${folder}-older`, { recursive: true });
    const couch = await bench.start();
    await ask(couch, 'PUT', '/shop/later', {});
    await bench.stop(couch);
    await rm(folder, { recursive: true });
    await rename(`${folder}-older`, folder);
    const { body } = await ask(await bench.start(), 'PUT', '/shop/new', {});
    expect(body.reason).toContain('what was written last is missing');
  });

  test('is whole when only a write that nobody was told of is torn', async () => {
    const held = await aShop();
    const log = await fileIn(await bench.folderOf('shop'), '.log');
    const bytes = await readFile(log, 'latin1');
    const write = bytes.indexOf('sale-40') - 200;
    for (const torn of [bytes.slice(write, write + 900), '\u0000'.repeat(5_000), bytes.slice(0, 3)]) {
      await appendFile(log, torn, 'latin1');
      const couch = await bench.start();
      expect(await documentsOf(couch)).toEqual(held);
      expect((await ask(couch, 'GET', '/_up')).body).toEqual({ status: 'ok', seeds: {} });
      await bench.stop(couch);
      await writeFile(log, bytes, 'latin1');
    }
  });

  test('whose log says a thing twice is named: LevelDB would end the process', async () => {
    await aShop();
    const log = await fileIn(await bench.folderOf('shop'), '.log');
    const bytes = await readFile(log, 'latin1');
    const [first] = [bytes.slice(0, 7 + (await readFile(log)).readUInt16LE(4))];
    await appendFile(log, first, 'latin1');
    const { body } = await ask(await bench.start(), 'PUT', '/shop/new', {});
    expect(body.reason).toContain('says a thing twice');
  });

  test('that is whole is not repaired', async () => {
    await aShop();
    expect((await ask(await bench.start(), 'POST', '/shop/_repair')).status).toBe(412);
  });

  test('of which one byte is another is whole or named, and never tells what was not written', async () => {
    const held = await aShop();
    const folder = await bench.folderOf('shop');
    const sound = `${folder}-sound`;
    await cp(folder, sound, { recursive: true });
    const tallies = join(bench.dataDir, 'tallies');
    await cp(tallies, `${tallies}-sound`, { recursive: true });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('.log', '.ldb', 'MANIFEST', 'CURRENT'),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.boolean(),
        async (ending, part, isCut) => {
          for (const [to, from] of [
            [folder, sound],
            [tallies, `${tallies}-sound`],
          ] as const) {
            await rm(to, { recursive: true });
            await cp(from, to, { recursive: true });
          }
          const file = await fileIn(folder, ending);
          await (isCut ? cut(file, part) : flip(file, part));
          const couch = await bench.start();
          const read = await documentsOf(couch);
          const { damaged } = (await ask(couch, 'GET', '/_up')).body;
          await bench.stop(couch);
          for (const made of await bench.folders()) {
            if (made.includes('.salvage-')) await rm(join(bench.dataDir, made), { recursive: true });
          }
          if (damaged === undefined) expect(read).toEqual(held);
          else for (const row of read) expect(held).toContainEqual(row);
        },
      ),
      { numRuns: 40 },
    );
  });
});

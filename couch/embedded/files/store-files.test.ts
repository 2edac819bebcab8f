import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import leveldown from 'leveldown';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inspectFiles, salvageEntries } from './store-files.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

// Short keys meet again; long and repeated values are compressed, span blocks of a log, and fill tables.
const key = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 });
const value = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.tuple(fc.string({ minLength: 1 }), fc.integer({ min: 1, max: 9_000 })).map(([text, times]) => text.repeat(times)),
);
const put = fc.record({ type: fc.constant('put' as const), key, value });
const del = fc.record({ type: fc.constant('del' as const), key });
const step = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.oneof(put, del), { minLength: 1, maxLength: 8 }) },
  { weight: 1, arbitrary: fc.constantFrom('reopen' as const, 'compact' as const) },
);

test('reads from the files what LevelDB would', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      run += 1;
      const location = join(folder, String(run));
      const expected = new Map<string, string>();
      let db = await opened(location);
      for (const task of steps) {
        if (task === 'reopen') {
          await closed(db);
          db = await opened(location);
        } else if (task === 'compact') {
          await promisify(db.compactRange.bind(db))('\u0000', '\uffff');
        } else {
          await promisify(db.batch.bind(db))(task);
          for (const operation of task) {
            if (operation.type === 'put') expected.set(operation.key, operation.value);
            else expected.delete(operation.key);
          }
        }
      }
      await closed(db);
      expect(await salvageEntries(location)).toEqual(expected);
      const { flaws, values } = await inspectFiles(location, [...expected.keys()]);
      expect(flaws).toEqual([]);
      expect(values).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

async function opened(location: string) {
  const db = leveldown(location);
  await promisify(db.open.bind(db))({});
  return db;
}

const closed = (db: Awaited<ReturnType<typeof opened>>) => promisify(db.close.bind(db))();

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { VIEWS } from '../src/views.ts';
import { designDocuments } from './index.ts';

describe('compiled design documents', () => {
  test('hold every view with its reduce, and the rules', async () => {
    const ddocs = await designDocuments();
    expect(ddocs.map(({ _id }) => _id)).toEqual(
      ['stock', 'sales', 'lots', 'money', 'alerts', 'messages', 'devices', 'integrity', 'validation'].map(
        (name) => `_design/${name}`,
      ),
    );
    const views = ddocs.flatMap(({ _id, views = {} }) =>
      Object.entries(views).map(([name, { reduce }]) => [_id, name, reduce]),
    );
    expect(views).toEqual(VIEWS.map((view) => [`_design/${view.ddoc}`, view.name, view.reduce]));
    expect(ddocs.at(-1)?.validate_doc_update).toBeTypeOf('string');
  });

  test('are plain text of one expression each, and small', async () => {
    for (const { views = {}, validate_doc_update } of await designDocuments()) {
      const texts = [...Object.values(views).map(({ map }) => map), validate_doc_update ?? '(function(){})()'];
      for (const text of texts) {
        expect(text).toMatch(/^\(function\(\)\{[\x20-\x7e\n]*\}\)\(\)$/);
        expect(text).not.toMatch(/\brequire\(|\bimport\b/);
      }
      // Some 3,000 of it are the check that figures can be made from a document at all.
      for (const { map } of Object.values(views)) expect(map.length).toBeLessThan(5500);
      expect(validate_doc_update?.length ?? 0).toBeLessThan(55_000);
    }
  });

  test('whoever asks the views carries neither schemas nor compiler', async () => {
    const index = path.join(path.dirname(fileURLToPath(import.meta.url)), '../src/index.ts');
    const { metafile } = await build({
      entryPoints: [index],
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'browser',
    });
    const files = Object.keys(metafile.inputs);
    expect(files.filter((file) => /zod|esbuild|node_modules/.test(file))).toEqual([]);
    expect(files.some((file) => file.endsWith('on-hand.ts'))).toBe(true);
  });
});

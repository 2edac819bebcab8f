import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Where the predictor's module is written. */
export const JUDGE_MODULE = 'domain/dist/judge.mjs';

/**
 * Bundles the predictor into one module without imports that a judge of forecasts can load; gives its size in bytes.
 */
export async function buildJudge(): Promise<{ bytes: number; gzipBytes: number }> {
  const { outputFiles } = await build({
    entryPoints: ['scripts/shared/judge.ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    write: false,
  });
  const contents = outputFiles[0]?.contents ?? new Uint8Array();
  await mkdir(dirname(JUDGE_MODULE), { recursive: true });
  await writeFile(JUDGE_MODULE, contents);
  return { bytes: contents.length, gzipBytes: gzipSync(contents, { level: 9 }).length };
}

import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildJudge, JUDGE_MODULE } from '../shared/build-judge.ts';
import type { JudgedProduct, predict } from '../shared/judge.ts';
import { sentenceOf } from '../shared/sentence.ts';
import { HALVES, judgeDemandSets } from './demand-sets.ts';
import { median, tenth } from './figures.ts';
import { mainThread, SLOWDOWN, WIDE_SHOP } from './main-thread.ts';
import type { BenchResult } from './result.ts';

const PRODUCTS = 500;
const DAYS = 400;
const STOCKS = [3, 10, 25];
const WARM_RUNS = 14;

/**
 * The predictor as built: milliseconds for the first forecast of 500 products x 400 days and for the next ones
 * (median), its size, what the screens of 2,000 products take of the page's main thread at most (`--no-browser` leaves
 * that out), and what a judge of forecasts finds on real demand. The judge (a folder with evaluate.mjs and its data) is
 * not part of the project: `--data FOLDER` or FORECAST_JUDGE says where it is; without it `sets` is null. `--demand
 * FOLDER` judges other shops' sales (see demand-sets.ts), `--half judge` by the products that nothing was tried on.
 */
export async function forecast(args: readonly string[]): Promise<BenchResult> {
  const { gzipBytes } = await buildJudge();
  const module: { predict: typeof predict } = await import(pathToFileURL(resolve(JUDGE_MODULE)).href);
  const shop = generatedShop();
  const times: number[] = [];
  for (let run = 0; run <= WARM_RUNS; run++) {
    const start = performance.now();
    module.predict(shop, { dow0: 0 });
    times.push(performance.now() - start);
  }
  const judge = await judgeIn(args);
  // The other figures need no browser: they stand without it.
  const screens = hasBrowser(args) ? await mainThread().catch((error: unknown) => new Error(sentenceOf(error))) : null;
  return {
    figures: {
      coldMs: tenth(times[0] ?? Number.NaN),
      warmMs: tenth(median(times.slice(1))),
      gzipKB: Math.round(gzipBytes / 10) / 100,
      mainThread: screens instanceof Error ? null : screens,
      sets: judge && (await judgedSets(judge)),
      demand: await demandSets(args),
    },
    conditions: {
      products: PRODUCTS,
      days: DAYS,
      mainThread:
        screens instanceof Error
          ? `Not measured: ${screens.message}`
          : { shop: WIDE_SHOP, cpuSlowdown: SLOWDOWN, unit: 'ms of the longest task' },
      ...(judge ? {} : { sets: 'Not judged: give the folder of evaluate.mjs with --data FOLDER or FORECAST_JUDGE.' }),
    },
  };
}

/** Fast, slow, lumpy and seasonal products over a week that ends with a quiet day; the same in every run. */
function generatedShop(): JudgedProduct[] {
  let seed = 7;
  const random = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  return Array.from({ length: PRODUCTS }, (_, i) => {
    const rate = 0.2 * 1.5 ** (i % 10);
    const size = i % 3 === 0 ? 4 : 1;
    const y = Array.from({ length: DAYS }, (_, day) => {
      const mean = (rate / size) * (day % 7 === 6 ? 0.5 : 1.1) * (1 + 0.2 * Math.sin((day + i) / 60));
      // Poisson, by the product of uniforms.
      let units = 0;
      for (let product = random(); product > Math.exp(-mean); product *= random()) units += size;
      return units;
    });
    return { sku: `P${i}`, y, stocks: STOCKS };
  });
}

const hasBrowser = (args: readonly string[]): boolean => !args.includes('--no-browser');

async function demandSets(args: readonly string[]): Promise<Record<string, unknown> | null> {
  const { values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    options: { demand: { type: 'string' }, half: { type: 'string' } },
  });
  if (typeof values.demand !== 'string') return null;
  const half = HALVES.find((one) => one === (values.half ?? 'look'));
  if (!half) throw new Error(`--half is one of ${HALVES.join(', ')}.`);
  return judgeDemandSets(values.demand, half);
}

async function judgeIn(args: readonly string[]): Promise<string | null> {
  const { values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: false,
    options: { data: { type: 'string' } },
  });
  const folder = typeof values.data === 'string' ? values.data : process.env.FORECAST_JUDGE;
  if (!folder) return null;
  const file = join(folder, 'evaluate.mjs');
  await access(file).catch(() => {
    throw new Error(`There is no evaluate.mjs in ${folder}: give the judge's folder with --data or FORECAST_JUDGE.`);
  });
  return file;
}

/** The judge's own figures, by the name of the set. */
async function judgedSets(judge: string): Promise<Record<string, unknown>> {
  const lines = (await output(process.execPath, [judge, 'run', 'all', JUDGE_MODULE, '--json'])).trim().split('\n');
  return Object.fromEntries(
    lines.map((line) => {
      const { ds, ...figures } = JSON.parse(line) as { ds: string };
      return [ds, figures];
    }),
  );
}

function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    child.on('error', fail);
    child.on('close', (code) => (code === 0 ? done(text) : fail(new Error(`The judge ended with ${code}.`))));
  });
}

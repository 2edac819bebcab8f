import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { alerts } from './bench/alerts.ts';
import { api } from './bench/api.ts';
import { archive } from './bench/archive.ts';
import { bundle } from './bench/bundle.ts';
import { coldStart } from './bench/cold-start.ts';
import { convergence } from './bench/convergence.ts';
import { firstSync } from './bench/first-sync.ts';
import { forecast } from './bench/forecast.ts';
import { hostile } from './bench/hostile.ts';
import { papers } from './bench/papers.ts';
import type { BenchResult } from './bench/result.ts';
import { sale } from './bench/sale.ts';
import { sentenceOf } from './shared/sentence.ts';

/** Every bench: one line each. */
const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<BenchResult>>> = {
  alerts,
  api,
  archive,
  bundle,
  'cold-start': coldStart,
  'first-sync': firstSync,
  hostile,
  papers,
  sale,
  forecast,
  convergence,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  strict: false,
  options: { json: { type: 'boolean', default: false } },
});
const [name = ''] = positionals;
const bench = BENCHES[name];
if (!bench) {
  process.stderr.write(
    `Usage: npm run bench -- NAME [--json], where NAME is one of ${Object.keys(BENCHES).join(', ')}.\n`,
  );
  process.exit(1);
}

try {
  const { figures, conditions } = await bench(process.argv.slice(2));
  const machine = {
    node: process.versions.node,
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    engine: process.env.COUCHDB_URL ? 'CouchDB' : 'embedded',
  };
  const result = { bench: name, figures, conditions: { ...machine, ...conditions } };
  if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  else console.table(figures);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
}

import { pathToFileURL } from 'node:url';

/**
 * Starts a judge of forecasts on the predictor as it stands in the source: `node --import tsx scripts/forecast-judge.ts
 * path/to/evaluate.mjs [run] [all] [--json]`. The judge imports this very file and finds `predict` in it; `npm run
 * build:judge` makes a module that needs neither tsx nor this repository.
 */
export { predict } from './shared/judge.ts';

const [, started, judge, command = 'run', set = 'all', ...rest] = process.argv;
if (started && judge && import.meta.url === pathToFileURL(started).href) {
  process.argv = [process.execPath, judge, command, set, started, ...rest];
  // Not awaited: the judge imports this very file, which must have been evaluated by then.
  void import(pathToFileURL(judge).href);
}

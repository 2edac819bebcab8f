import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, type World } from './testing/world.ts';

const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
/** Metrics of programs of others: exporters of the machine and of the outside, Prometheus itself. */
const FOREIGN = /^(?:up|node_\w+|probe_\w+)$/;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

/** The metrics that an expression names: words that are neither functions, labels nor recorded before. */
const metricsOf = (expression: string): string[] =>
  [
    ...expression.replace(/\{[^}]*\}|\[[^\]]*\]|by \([^)]*\)/g, ' ').matchAll(/\b[a-z]+(?:_[a-z0-9]+)+\b(?!\s*\()/g),
  ].map(([name]) => name);

test('rules and dashboards ask only for what the server tells', async () => {
  const { text } = await world.call('GET', '/metrics');
  const told = new Set(
    [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_count`, `${name}_bucket`, `${name}_sum`] : [name],
    ),
  );
  const rules = [...(await read('deploy/monitoring/rules.yml')).matchAll(/expr: (.+)$/gm)].map(([, expr = '']) => expr);
  const board = JSON.parse(await read('deploy/monitoring/dashboards/digiboost.json'));
  const panels = board.panels.flatMap(({ targets }: { targets: { expr: string }[] }) =>
    targets.map(({ expr }) => expr),
  );
  const asked = [...rules, ...panels].flatMap(metricsOf);
  expect(asked.length).toBeGreaterThan(30);
  expect(asked.filter((name) => !told.has(name) && !FOREIGN.test(name))).toEqual([]);
});

test('every alarm says in the operations manual what to do, and none is described that does not exist', async () => {
  const alarms = [...(await read('deploy/monitoring/rules.yml')).matchAll(/alert: (\w+)/g)].map(
    ([, name = '']) => name,
  );
  const manual = (await read('docs/operations.md')).split('### Alarms')[1]?.split('\n## ')[0] ?? '';
  const described = [...manual.matchAll(/^\| ([A-Z]\w+(?:, \w+)*) \|/gm)].flatMap(([, names = '']) =>
    names.split(', '),
  );
  expect(described.sort()).toEqual(alarms.sort());
});

test('the state of database, watch, outbox and backup is told', async () => {
  const { text } = await world.call('GET', '/metrics');
  expect(text).toContain('couchdb_up 1');
  expect(text).toContain('databases_damaged 0');
  expect(text).toContain('backup_configured 0');
  expect(text).toMatch(/^outbox_oldest_due_seconds 0$/m);
  expect(text).toMatch(/^watch_lag_seconds \d/m);
});

import { promises as dns } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { backupsIn, checkProviders, notifyIn } from '@digiboost/server';
import { tableOf } from './doctor/finding.ts';
import { lookInside } from './doctor/inside.ts';
import { lookAtNames } from './doctor/names.ts';
import { CLOSED_PORTS, lookFromOutside } from './doctor/outside.ts';
import { dataFolder } from './shared/data-folder.ts';
import { sentenceOf } from './shared/sentence.ts';

const USAGE = `Usage: npm run doctor -- --url https://shop.example
  [--metrics http://127.0.0.1:3000/metrics]   where the server tells its figures, on its own machine
  [--data FOLDER]…                            whose disks must have room; the data folder when not given
  [--mail-domain example.sn]                  whose mails are looked at; that of FROM_EMAIL when not given
  [--dkim-selector NAME]…                     as your SMTP provider calls it
It looks at an installation from outside, and from inside where the environment has its settings. It changes and sends
nothing; it ends with 1 when something is at fault.`;

const SELECTORS = ['default', 'mail', 'dkim', 'k1', 's1', 'google', 'selector1'];

try {
  const several = { type: 'string', multiple: true } as const;
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      metrics: { type: 'string', default: 'http://127.0.0.1:3000/metrics' },
      data: several,
      'mail-domain': { type: 'string' },
      'dkim-selector': several,
    },
  });
  if (values.url === undefined || !URL.canParse(values.url)) throw new Error(USAGE);
  const { env } = process;
  const url = new URL(values.url);
  const now = () => new Date();
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  const notify = notifyIn(env);
  const mailDomain = values['mail-domain'] ?? /@([\w.-]+)/.exec(notify?.smtp?.from ?? '')?.[1] ?? null;
  const findings = await Promise.all([
    lookFromOutside({ url, httpPort: 80, closedPorts: CLOSED_PORTS, version, now }),
    lookAtNames(dns, { host: url.hostname, mailDomain, dkimSelectors: values['dkim-selector'] ?? SELECTORS }),
    lookInside({
      metrics: new URL(values.metrics),
      backups: backupsIn(env),
      couchUrl: env.COUCHDB_URL || null,
      folders: values.data ?? [dataFolder()],
      now,
    }),
    notify === null ? [] : checkProviders(notify, env.META_BUSINESS_ACCOUNT_ID || undefined),
  ]);
  process.stdout.write(tableOf(findings.flat()));
  if (findings.flat().some(({ state }) => state === 'fault')) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}

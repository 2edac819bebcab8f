import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { REPORT_TYPES } from '@digiboost/domain/documents';
import { makeTenantReport } from '@digiboost/server';
import { openInstallation } from './shared/installation.ts';
import { sentenceOf } from './shared/sentence.ts';

const { values } = parseArgs({
  options: {
    tenant: { type: 'string' },
    type: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    out: { type: 'string', default: '.' },
  },
});
const { tenant, from, to } = values;
const type = REPORT_TYPES.find((known) => known === values.type);
if (!tenant || !type || !from || !to) {
  process.stderr.write(
    `Usage: npm run report -- --tenant ID --type ${REPORT_TYPES.join('|')} --from YYYY-MM-DD --to YYYY-MM-DD [--out FOLDER]\n`,
  );
  process.exit(1);
}

/** What is wrong with a period, in the operator's words. */
const FAULTS = {
  day: '--from and --to are days, such as 2026-10-01.',
  order: '--from comes after --to.',
  ahead: 'The period has not begun.',
  long: 'The period is too long: three years at most.',
  tenant: `There is no shop ${tenant}.`,
} as const;

try {
  const installation = await openInstallation();
  try {
    const made = await makeTenantReport(installation.couchUrl, tenant, type, { from, to });
    if (!made.ok) throw new Error(FAULTS[made.error]);
    const folder = resolve(values.out);
    await mkdir(folder, { recursive: true });
    const path = join(folder, made.value.name);
    await writeFile(path, made.value.bytes);
    process.stdout.write(`${path} (${made.value.bytes.length} bytes)\n`);
  } finally {
    await installation.close();
  }
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}

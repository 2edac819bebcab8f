import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { couchAdmin, upgradeTenants } from '@digiboost/couch/provisioning';
import { platformAdminInput, tenantInput, userInput } from '@digiboost/server';
import { type Installation, openInstallation } from './shared/installation.ts';
import { sentenceOf } from './shared/sentence.ts';

const USAGE = `Usage: npm run provision -- <command>
  create-tenant --id boutique1 --name "Boutique Médina" --admin-email … [--admin-name …] [--admin-password …]
  create-user --tenant boutique1 --email … --role admin|user|viewer [--name …] [--password …]
  create-platform-admin --email … [--name …] [--password …]
  upgrade     brings every shop to this version's views and rules
  list        the shops and their users
It works on COUCHDB_URL, or on the data folder (DATA_DIR) while nothing runs there.`;

const REFUSALS = {
  'tenant-exists': 'A shop has this id already: choose another --id.',
  'email-taken': 'This e-mail address has an account already: choose another one.',
  'not-found': 'There is no such shop: `npm run provision -- list` shows them.',
} as const;

/** What the operator must correct; any other error is one of the installation. */
class OperatorError extends Error {}

type Options = Readonly<Record<string, string | undefined>>;
type Command = (installation: Installation, options: Options) => Promise<string>;

const COMMANDS: Readonly<Record<string, Command>> = {
  'create-tenant': async (installation, options) => {
    const password = passwordOf(options['admin-password']);
    const admin = { email: options['admin-email'], name: options['admin-name'] ?? 'Gérant', password: password.value };
    const input = checked(await tenantInput.safeParseAsync({ id: options.id, name: options.name, admin }));
    const created = await (await installation.platform()).createTenant(input);
    if (!created.ok) throw new OperatorError(REFUSALS[created.error]);
    return `The shop ${created.value.tenant.id} is ready; ${input.admin.email} is its administrator.${password.said}`;
  },

  'create-user': async (installation, { tenant = '', email, role, name, password: given }) => {
    const password = passwordOf(given);
    const input = checked(
      await userInput.safeParseAsync({ email, role, name: name ?? email, password: password.value }),
    );
    const created = await (await installation.platform()).createUser(tenant, input);
    if (!created.ok) throw new OperatorError(REFUSALS[created.error]);
    return `${input.email} is ${input.role} of the shop ${tenant}.${password.said}`;
  },

  'create-platform-admin': async (installation, { email, name, password: given }) => {
    const password = passwordOf(given);
    const input = checked(
      await platformAdminInput.safeParseAsync({ email, name: name ?? email, password: password.value }),
    );
    const created = await (await installation.platform()).createPlatformAdmin(input);
    if (!created.ok) throw new OperatorError(REFUSALS[created.error]);
    return `${input.email} administers the platform.${password.said}`;
  },

  upgrade: async (installation) => {
    const upgrades = await upgradeTenants(couchAdmin(installation.couchUrl));
    const lines = upgrades.map(({ tenantId, error }) => `${tenantId}: ${error ?? 'up to date'}`);
    if (upgrades.some(({ error }) => error)) throw new OperatorError(lines.join('\n'));
    return lines.join('\n') || 'There is no shop yet.';
  },

  list: async (installation) => {
    const platform = await installation.platform();
    const lines: string[] = [];
    const show = async (title: string, tenantId: string | null) => {
      lines.push(title);
      for (const user of await platform.users(tenantId)) {
        lines.push(`  ${user.email}  ${user.role}${user.isActive ? '' : '  (inactive)'}  ${user.name}`);
      }
    };
    for (const tenant of await platform.tenants()) {
      await show(`${tenant.id}  ${tenant.name}${tenant.status === 'ready' ? '' : '  (not finished)'}`, tenant.id);
    }
    await show('Platform', null);
    return lines.join('\n');
  },
};

/** The password given, or a new one that is told once. */
function passwordOf(given: string | undefined): { readonly value: string; readonly said: string } {
  if (given !== undefined) return { value: given, said: '' };
  const value = randomBytes(9).toString('base64url');
  return { value, said: `\nPassword, shown this once: ${value}` };
}

interface Parsed<T> {
  readonly success: boolean;
  readonly data?: T;
  readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] };
}

function checked<T>({ data, error }: Parsed<T>): T {
  if (data !== undefined) return data;
  const options = new Set((error?.issues ?? []).map(({ path }) => `--${path.map(String).join('-')}`));
  throw new OperatorError(`Missing or not valid: ${[...options].join(', ')}.\n${USAGE}`);
}

async function run(): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  const command = COMMANDS[name];
  if (!command) throw new OperatorError(USAGE);
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      id: text,
      name: text,
      'admin-email': text,
      'admin-name': text,
      'admin-password': text,
      tenant: text,
      email: text,
      role: text,
      password: text,
    },
  });
  const installation = await openInstallation();
  try {
    process.stdout.write(`${await command(installation, values)}\n`);
  } finally {
    await installation.close();
  }
}

try {
  await run();
} catch (error) {
  const isInUse = error instanceof Error && error.message.startsWith('data folder in use');
  const sentence = isInUse
    ? 'The installation is running: stop it first, then start this command again.'
    : error instanceof OperatorError
      ? error.message
      : sentenceOf(error);
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

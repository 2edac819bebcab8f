import { randomBytes } from 'node:crypto';
import { designDocuments } from '../build/index.ts';

/** What an edit is stamped with: an instant, a person and a device. */
const STAMP = /^([^|]+)\|([^|]+)\|([^|]+)$/;

/** A user of the shop under test, and the role that the shop gives them. */
interface Writer {
  readonly name: string;
  readonly role: string;
}

interface ShopOnCouchDb {
  /** Writes one document with its own revision, as a device does; 'stored', or why it was refused. */
  write(writer: Writer, doc: object): Promise<string>;
  /** Asks the shop's database as the administrator. */
  admin(method: string, path: string): Promise<unknown>;
}

/** Makes a shop with our rules on the CouchDB at `address` (an administrator's), and takes it away after `use`. */
export async function shopOnCouchDb(address: string, use: (shop: ShopOnCouchDb) => Promise<void>): Promise<void> {
  const { username, password, origin } = new URL(address);
  const tag = `dd${randomBytes(6).toString('hex')}`;
  const database = `dd_${tag}`;
  const users = new Map<string, string>();

  const ask = async (name: string, secret: string, method: string, path: string, body?: unknown) => {
    const authorization = `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
    const answer = await fetch(origin + path, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as unknown;
  };
  const asAdmin = (method: string, path: string, body?: unknown) => ask(username, password, method, path, body);

  /** CouchDB's own users stand in for tokens: what the rules see of both is a name and roles. */
  async function login({ name, role }: Writer): Promise<string> {
    const login = `${name}-${role}-${tag}`;
    if (!users.has(login)) {
      const id = `/_users/org.couchdb.user:${login}`;
      const made = await asAdmin('PUT', id, { name: login, type: 'user', roles: [`${tag}:${role}`], password: tag });
      users.set(login, `${id}?rev=${(made as { rev: string }).rev}`);
    }
    return login;
  }

  const roles = ['admin', 'user', 'viewer'].map((role) => `${tag}:${role}`);
  await asAdmin('PUT', `/${database}?q=1`);
  try {
    await asAdmin('POST', `/${database}/_bulk_docs`, { docs: await designDocuments() });
    await asAdmin('PUT', `/${database}/_security`, { admins: { roles: ['_admin'] }, members: { roles } });
    await use({
      async write(writer, doc) {
        const name = await login(writer);
        // The documents name their authors; here those are the users' names on this CouchDB.
        const here = (person: string) => `${person}-user-${tag}`;
        const named = JSON.parse(JSON.stringify(doc), (field, value) => {
          if (field === 'createdBy' || field === 'updatedBy') return here(value);
          return typeof value === 'string' ? value.replace(STAMP, (_, at, by, on) => `${at}|${here(by)}|${on}`) : value;
        });
        const answer = await ask(name, tag, 'POST', `/${database}/_bulk_docs`, {
          new_edits: false,
          docs: [{ _rev: `1-${'a'.repeat(32)}`, ...named }],
        });
        const [failure] = answer as { reason: string }[];
        return failure ? failure.reason : 'stored';
      },
      admin: (method, path) => asAdmin(method, `/${database}${path}`, method === 'POST' ? {} : undefined),
    });
  } finally {
    await asAdmin('DELETE', `/${database}`);
    for (const user of users.values()) await asAdmin('DELETE', user);
  }
}

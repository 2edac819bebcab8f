import { CouchError, forbidden, unauthorized } from './couch-error.ts';

/** Who asks: null is nobody. The server admin carries the role `_admin`. */
export interface UserContext {
  name: string | null;
  roles: string[];
}

/** CouchDB's `_security`: who administers and who reads and writes a database. */
export interface Security {
  admins: { names?: string[]; roles?: string[] };
  members: { names?: string[]; roles?: string[] };
}

/** What CouchDB 3 gives a new database: the server admin alone. */
export const ADMINS_ONLY: Security = { members: { roles: ['_admin'] }, admins: { roles: ['_admin'] } };

const isListed = (user: UserContext, list: { names?: string[]; roles?: string[] }) =>
  (user.name !== null && list.names?.includes(user.name) === true) ||
  user.roles.some((role) => list.roles?.includes(role) === true);

/** Whether the user administers the server. */
export const isServerAdmin = (user: UserContext) => user.roles.includes('_admin');

/** Whether the user may write design documents of a database. */
export const isDatabaseAdmin = (user: UserContext, security: Security) =>
  isServerAdmin(user) || isListed(user, security.admins);

/** Refuses everybody but the server admin. */
export function requireServerAdmin(user: UserContext): void {
  if (!isServerAdmin(user)) throw unauthorized('You are not a server admin.');
}

/** Refuses who is neither an admin nor a member. An empty member list admits admins only (CouchDB: everybody). */
export function requireMember(user: UserContext, security: Security): void {
  if (isDatabaseAdmin(user, security) || isListed(user, security.members)) return;
  if (user.name === null) throw unauthorized('You are not authorized to access this db.');
  throw forbidden('You are not allowed to access this db.');
}

/** Refuses who does not administer the database. */
export function requireDatabaseAdmin(user: UserContext, security: Security): void {
  if (!isDatabaseAdmin(user, security)) throw forbidden('You are not a db or server admin.');
}

const isNameList = (value: unknown): value is string[] | undefined =>
  value === undefined || (Array.isArray(value) && value.every((name) => typeof name === 'string'));

function memberList(value: unknown): { names?: string[]; roles?: string[] } {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null) {
    const names = 'names' in value ? value.names : undefined;
    const roles = 'roles' in value ? value.roles : undefined;
    if (isNameList(names) && isNameList(roles)) return { ...(names ? { names } : {}), ...(roles ? { roles } : {}) };
  }
  throw new CouchError(400, 'bad_request', 'names and roles must be JSON lists of strings');
}

/** A `_security` object from a request body. */
export function parseSecurity(body: unknown): Security {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new CouchError(400, 'bad_request', 'Request body must be a JSON object');
  }
  return {
    admins: memberList('admins' in body ? body.admins : undefined),
    members: memberList('members' in body ? body.members : undefined),
  };
}

import { createHash, timingSafeEqual } from 'node:crypto';
import { decodeProtectedHeader, errors, importSPKI, jwtVerify } from 'jose';
import type { UserContext } from './authorization.ts';
import { badRequest, unauthorized } from './couch-error.ts';

const ALGORITHM = 'ES256';
const NOBODY: UserContext = { name: null, roles: [] };

/** The public keys that sign tokens, by `kid`; PEM text as CouchDB's `[jwt_keys]` holds it. */
export class JwtKeys {
  readonly #keys = new Map<string, { pem: string; key: CryptoKey }>();

  /** Adds or replaces a key; throws when the PEM is not a P-256 public key. */
  async set(kid: string, pem: string): Promise<void> {
    // CouchDB's ini files hold a PEM on one line, its line ends written as \n
    this.#keys.set(kid, { pem, key: await importSPKI(pem.replaceAll('\\n', '\n'), ALGORITHM) });
  }

  delete(kid: string): boolean {
    return this.#keys.delete(kid);
  }

  pem(kid: string): string | undefined {
    return this.#keys.get(kid)?.pem;
  }

  key(kid: string): CryptoKey | undefined {
    return this.#keys.get(kid)?.key;
  }

  kids(): string[] {
    return [...this.#keys.keys()];
  }
}

/** The server admin's name and password. */
export interface AdminCredentials {
  name: string;
  password: string;
}

/** Reads the Authorization header as CouchDB does: Basic for the server admin, Bearer for everybody else. */
export function createAuthenticator(admin: AdminCredentials, keys: JwtKeys) {
  const digest = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());
  const expected = digest(`${admin.name}:${admin.password}`);

  function basic(credentials: string): UserContext {
    if (!/^[A-Za-z0-9+/]+=*$/.test(credentials)) {
      throw badRequest('Authorization header has invalid base64 value');
    }
    if (!timingSafeEqual(digest(Buffer.from(credentials, 'base64').toString('utf8')), expected)) {
      throw unauthorized('Name or password is incorrect.');
    }
    return { name: admin.name, roles: ['_admin'] };
  }

  async function bearer(token: string): Promise<UserContext> {
    const { alg, kid } = protectedHeader(token);
    if (alg !== ALGORITHM) throw badRequest('Invalid alg header parameter');
    const key = typeof kid === 'string' ? keys.key(kid) : undefined;
    if (key === undefined) throw badRequest('Unknown kid');
    const { payload } = await jwtVerify(token, key, { algorithms: [ALGORITHM], requiredClaims: ['exp'] }).catch(refuse);
    if (typeof payload.sub !== 'string' || payload.sub === '') throw unauthorized('Token missing sub claim.');
    const roles = payload['_couchdb.roles'];
    // Roles of the server itself (`_admin`) never come from a token here: only the password gives them.
    return {
      name: payload.sub,
      roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string' && !role.startsWith('_')) : [],
    };
  }

  return async (header: string | undefined): Promise<UserContext> => {
    if (header === undefined) return NOBODY;
    const [, scheme = '', value = ''] = /^(\S+) +(\S+) *$/.exec(header) ?? [];
    if (scheme.toLowerCase() === 'basic') return basic(value);
    if (scheme.toLowerCase() === 'bearer') return bearer(value);
    return NOBODY;
  };
}

function protectedHeader(token: string) {
  try {
    return decodeProtectedHeader(token);
  } catch {
    throw badRequest('Malformed token');
  }
}

function refuse(failure: unknown): never {
  if (failure instanceof errors.JWTExpired) throw unauthorized('exp not in future');
  if (failure instanceof errors.JWTClaimValidationFailed) {
    if (failure.claim === 'exp') throw badRequest('Missing exp claim');
    throw unauthorized(`${failure.claim} not in past`);
  }
  if (failure instanceof errors.JWSSignatureVerificationFailed) throw badRequest('Bad signature');
  throw badRequest('Malformed token');
}

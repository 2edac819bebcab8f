import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { calculateJwkThumbprint, exportJWK } from 'jose';

/** The key pair that signs access tokens, and what CouchDB needs to verify them. */
export interface SigningKey {
  /** The key's name in the tokens and in CouchDB's configuration. */
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicKeyPem: string;
  /** Authenticates refresh tokens; derived, so that there is one secret to keep. */
  readonly refreshSecret: KeyObject;
  /** Authenticates the marks of devices that have signed in; derived too. */
  readonly deviceSecret: KeyObject;
  /** Signs the links in e-mails; derived too. */
  readonly mailSecret: KeyObject;
  /** Signs the links to files; derived too. */
  readonly fileSecret: KeyObject;
  /** Puts the seal under papers; derived too. */
  readonly paperSecret: KeyObject;
}

/** A new EC P-256 private key in PEM (PKCS #8). */
export const generateSigningKeyPem = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/**
 * The signing key in `privateKeyPem`, named `kid`, or by default by its RFC 7638 thumbprint; throws for another key.
 */
export async function loadSigningKey(privateKeyPem: string, kid?: string): Promise<SigningKey> {
  const privateKey = createPrivateKey(privateKeyPem);
  const publicKey = createPublicKey(privateKey);
  const der = new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }));
  const derived = (purpose: string) => createSecretKey(new Uint8Array(hkdfSync('sha256', der, '', purpose, 32)));
  return {
    kid: kid ?? (await calculateJwkThumbprint(await exportJWK(publicKey))),
    privateKey,
    publicKey,
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    refreshSecret: derived('digiboost refresh token'),
    deviceSecret: derived('digiboost known device'),
    mailSecret: derived('digiboost mail link'),
    fileSecret: derived('digiboost file link'),
    paperSecret: derived('digiboost paper'),
  };
}

import { webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

/** Packs what a backup stores, and unpacks it; each is bound to the name that it is stored under. */
export interface Seal {
  /** What the names of sealed things end with. */
  readonly suffix: string;
  readonly isEncrypted: boolean;
  close(name: string, content: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Rejects with a sentence when it is not what was stored under this name, or the key is another one. */
  open(name: string, stored: Uint8Array<ArrayBuffer>): Promise<string>;
}

const IV_BYTES = 12;
const { subtle } = webcrypto;

const pack = async (text: string) => new Uint8Array(await promisify(gzip)(text));
const unpack = async (bytes: Uint8Array<ArrayBuffer>) => (await promisify(gunzip)(bytes)).toString('utf8');

/** Compresses alone. */
export const plainSeal: Seal = {
  suffix: '.gz',
  isEncrypted: false,
  close: (_name, content) => pack(content),
  open: (name, stored) =>
    unpack(stored).catch(() => {
      throw new Error(`${name} is damaged.`);
    }),
};

/** The key in `text`, 32 bytes in base64 or hex; null for anything else. */
export function readSealKey(text: string): Uint8Array<ArrayBuffer> | null {
  const trimmed = text.trim();
  const bytes = Buffer.from(trimmed, /^[\da-f]{64}$/i.test(trimmed) ? 'hex' : 'base64');
  return bytes.length === 32 ? new Uint8Array(bytes) : null;
}

/** Compresses, then encrypts with AES-256-GCM under a nonce of its own; the name is authenticated beside it. */
export function keySeal(key: Uint8Array<ArrayBuffer>): Seal {
  const imported = subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const how = (name: string, iv: Uint8Array<ArrayBuffer>) => ({
    name: 'AES-GCM',
    iv,
    additionalData: new TextEncoder().encode(name),
  });
  return {
    suffix: '.gz.aes',
    isEncrypted: true,
    async close(name, content) {
      const iv = webcrypto.getRandomValues(new Uint8Array(IV_BYTES));
      const encrypted = await subtle.encrypt(how(name, iv), await imported, await pack(content));
      const closed = new Uint8Array(IV_BYTES + encrypted.byteLength);
      closed.set(iv);
      closed.set(new Uint8Array(encrypted), IV_BYTES);
      return closed;
    },
    async open(name, stored) {
      const [iv, encrypted] = [stored.slice(0, IV_BYTES), stored.slice(IV_BYTES)];
      try {
        return await unpack(new Uint8Array(await subtle.decrypt(how(name, iv), await imported, encrypted)));
      } catch {
        throw new Error(`${name} is damaged, or was encrypted with another key than BACKUP_KEY.`);
      }
    },
  };
}

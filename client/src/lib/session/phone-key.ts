import type { Result } from '@digiboost/domain/shared/result';

/**
 * By what the server knows this phone at a refresh: the key that it announced last, and the one that a refresh under
 * way announces. A copied cookie is worth nothing without it.
 */
export interface PhoneKeys {
  readonly key: string;
  /** Kept until an answer has come, so that the request can be repeated word for word after a lost one. */
  readonly next: string | null;
}

/** Where the keys outlive a dead battery; null when there are none. */
export interface KeyStore {
  readKeys(): Promise<PhoneKeys | null>;
  writeKeys(keys: PhoneKeys): Promise<void>;
}

/** What a refresh is asked with. */
export type PhoneProof = { readonly key: string; readonly next: string };

/** 32 random bytes in hexadecimal digits. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(32)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** One tab at a time, where the browser can tell: two that announce two keys would look like a copy. */
const alone = <T>(run: () => Promise<T>): Promise<T> =>
  globalThis.navigator?.locks ? navigator.locks.request('digiboost-session', run) : run();

/** Keeps where a browser keeps nothing: until the tab is closed. */
export function keysInMemory(): KeyStore {
  let kept: PhoneKeys | null = null;
  return {
    readKeys: async () => kept,
    writeKeys: async (keys) => {
      kept = keys;
    },
  };
}

/** Signs in with a new key, which is kept once the server has granted it. */
export const signInWithKey = <T, E>(store: KeyStore, login: (key: string) => Promise<Result<T, E>>) =>
  alone(async () => {
    const key = newKey();
    const answer = await login(key);
    if (answer.ok) await store.writeKeys({ key, next: null });
    return answer;
  });

/** Refreshes with what proves this phone, and takes over the announced key once the answer has come. */
export const refreshWithKey = <T, E>(store: KeyStore, refresh: (proof: PhoneProof) => Promise<Result<T, E>>) =>
  alone(async () => {
    const { key = newKey(), next } = (await store.readKeys()) ?? {};
    const proof = { key, next: next ?? newKey() };
    if (proof.next !== next) await store.writeKeys(proof);
    const answer = await refresh(proof);
    if (answer.ok) await store.writeKeys({ key: proof.next, next: null });
    return answer;
  });

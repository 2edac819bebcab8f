/** Where a page remembers small things; localStorage, or nothing where it is forbidden. */
export type Memory = Pick<Storage, 'getItem' | 'setItem'>;

const DEVICE_KEY = 'digiboost:device';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** `length` random lower-case letters and digits, of which the first is a letter. */
export function randomKey(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return [...bytes].map((byte, index) => LETTERS[byte % (index === 0 ? 26 : 36)]).join('');
}

/** This browser's name in the ids it makes: made once, the same in every tab. */
export function deviceOf(memory: Memory): string {
  const known = memory.getItem(DEVICE_KEY);
  if (known && /^[a-z][a-z0-9]{5,31}$/.test(known)) return known;
  const fresh = randomKey(8);
  memory.setItem(DEVICE_KEY, fresh);
  return fresh;
}

/** localStorage where it may be used, else something that forgets. */
export function pageMemory(): Memory {
  try {
    const { localStorage } = globalThis;
    localStorage.getItem(DEVICE_KEY);
    return {
      getItem: (key) => localStorage.getItem(key),
      setItem: (key, value) => {
        try {
          localStorage.setItem(key, value);
        } catch {
          // A full disk must not stop a sale here: the replica is where that is told.
        }
      },
    };
  } catch {
    // No storage at all: the identity lasts as long as the page.
    const held = new Map<string, string>();
    return { getItem: (key) => held.get(key) ?? null, setItem: (key, value) => void held.set(key, value) };
  }
}

import type { Drafts } from '../drafts.ts';

/** Drafts that last as long as a test. */
export function memoryDrafts(): Drafts {
  const held = new Map<string, unknown>();
  return {
    get: async (key) => structuredClone(held.get(key)),
    put: async (key, draft) => {
      held.set(key, structuredClone(draft));
    },
    remove: async (key) => {
      held.delete(key);
    },
    keys: async () => [...held.keys()],
    move: async (from, to) => {
      const draft = held.get(from);
      if (draft === undefined) return undefined;
      held.delete(from);
      held.set(to, draft);
      return structuredClone(draft);
    },
  };
}

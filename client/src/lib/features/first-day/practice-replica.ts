import type { Replica } from '../../replica/types.ts';

/** `replica` as it reads, and nothing of what is written: whoever practises sells, and nothing has happened. */
export function practiceReplica(replica: Replica): Replica {
  const discarded: Partial<Replica> = { put: async () => undefined };
  return new Proxy(replica, {
    get(target, name) {
      if (name === 'put') return discarded.put;
      // Nobody is asked for a word on what is thrown away.
      if (name === 'approved') return undefined;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

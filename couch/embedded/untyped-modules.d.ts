declare module 'pouchdb-adapter-leveldb' {
  const plugin: PouchDB.Plugin;
  export default plugin;
}

declare module 'pouchdb-collate' {
  /** A string that sorts (by code unit) as CouchDB sorts the JSON value. */
  export function toIndexableString(value: unknown): string;
  /** Negative, 0 or positive, as CouchDB orders two JSON values. */
  export function collate(a: unknown, b: unknown): number;
}

declare module 'leveldown' {
  export interface LevelDown {
    open(options: object, callback: (error?: Error) => void): void;
    close(callback: (error?: Error) => void): void;
    batch(
      operations: readonly { type: 'put' | 'del'; key: string; value?: string }[],
      callback: (error?: Error) => void,
    ): void;
    iterator(range: object): {
      next(callback: (error?: Error | null, key?: string, value?: string) => void): void;
      end(callback: (error?: Error) => void): void;
    };
    compactRange(start: string, end: string, callback: (error?: Error) => void): void;
    _put(key: unknown, value: unknown, options: object, callback: (error?: Error) => void): void;
    _del(key: unknown, options: object, callback: (error?: Error) => void): void;
    _batch(
      operations: { type?: 'put' | 'del'; key: unknown; value?: unknown }[],
      options: object,
      callback: (error?: Error) => void,
    ): void;
  }
  const leveldown: {
    (location: string): LevelDown;
    destroy(location: string, callback: (error?: Error) => void): void;
  };
  export default leveldown;
}

declare module 'pouchdb-adapter-http' {
  const plugin: PouchDB.Plugin;
  export default plugin;
}

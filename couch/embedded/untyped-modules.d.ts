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
  interface LevelDown {
    _put(key: unknown, value: unknown, options: object, callback: (error?: Error) => void): void;
    _del(key: unknown, options: object, callback: (error?: Error) => void): void;
    _batch(operations: unknown[], options: object, callback: (error?: Error) => void): void;
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

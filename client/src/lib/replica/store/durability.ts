/**
 * Makes every write of PouchDB wait until it is on the disk. Browsers only promise it to transactions that ask, and
 * PouchDB does not; other databases of the worker can be rebuilt and keep the faster default.
 */
export function demandStrictDurability(prototype: IDBDatabase = IDBDatabase.prototype): void {
  const open = prototype.transaction;
  prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
    const isOurs = mode === 'readwrite' && this.name.startsWith('_pouch_');
    return open.call(this, stores, mode, isOurs ? { ...options, durability: 'strict' } : options);
  };
}

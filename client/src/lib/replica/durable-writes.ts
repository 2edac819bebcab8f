/**
 * Makes every write of this worker durable before it is acknowledged. Browsers relax durability by default: a power cut
 * may then take back what the screen has already called recorded. PouchDB passes no option, so the one door through
 * which all its transactions go is given it.
 */
export function makeWritesDurable(): void {
  const open = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function strict(stores, mode, options) {
    return open.call(this, stores, mode, mode === 'readwrite' ? { ...options, durability: 'strict' } : options);
  };
}

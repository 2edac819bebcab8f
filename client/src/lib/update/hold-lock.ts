/** Holds the Web Lock `name`, as other tabs may too, until the returned function is called. Ends with the tab. */
export function holdLock(name: string, locks: LockManager | undefined = globalThis.navigator?.locks): () => void {
  let letGo: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  void locks?.request(name, { mode: 'shared' }, () => released);
  return letGo;
}

/** What the browser keeps for the shop on this phone. Bytes; null where the browser does not say. */
export interface StorageUse {
  readonly used: number | null;
  readonly free: number | null;
  /** Whether the browser promised not to clear it when room gets short; null where it cannot promise. */
  readonly persisted: boolean | null;
}

/** Asks the browser what the shop takes. */
export async function storageUse(): Promise<StorageUse> {
  const storage = navigator.storage as StorageManager | undefined;
  if (!storage) return { used: null, free: null, persisted: null };
  const { usage = null, quota = null } = await storage.estimate();
  return {
    used: usage,
    free: usage === null || quota === null ? null : quota - usage,
    persisted: await storage.persisted(),
  };
}

/** Asks the browser to keep the shop's data; whether it promised. */
export const askToPersist = async (): Promise<boolean> => (await navigator.storage?.persist()) ?? false;

/** Offers `text` as a JSON file. */
export function saveJsonFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

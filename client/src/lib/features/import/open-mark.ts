const key = (tenantId: string): string => `import-open:${tenantId}`;

/** Remembers that an import of that shop is not finished, where it costs nothing to look at every start. */
export function markOpen(tenantId: string, open: boolean): void {
  if (open) globalThis.localStorage?.setItem(key(tenantId), '1');
  else globalThis.localStorage?.removeItem(key(tenantId));
}

/** Whether an import may have been interrupted. */
export const isOpen = (tenantId: string): boolean => globalThis.localStorage?.getItem(key(tenantId)) === '1';

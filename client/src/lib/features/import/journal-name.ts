/** The name of the IndexedDB database in which a shop's imports are journalled. */
export const journalName = (tenantId: string): string => `import-${tenantId}`;

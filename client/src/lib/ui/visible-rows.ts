/** Rows first..last (last excluded) of a list of `count` equal rows that the screen shows, with `spare` rows around. */
export function visibleRows(
  view: { readonly listTop: number; readonly screenHeight: number },
  rowHeight: number,
  count: number,
  spare: number,
): { first: number; last: number } {
  if (count === 0 || rowHeight <= 0) return { first: 0, last: 0 };
  const top = Math.floor(-view.listTop / rowHeight) - spare;
  const bottom = Math.ceil((view.screenHeight - view.listTop) / rowHeight) + spare;
  const first = Math.min(Math.max(top, 0), count);
  return { first, last: Math.max(first, Math.min(bottom, count)) };
}

/** Where an arrow, Page, Home or End key leads from row `index`; null for any other key. */
export function rowAfterKey(key: string, index: number, count: number, page: number): number | null {
  const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const step = steps[key];
  return step === undefined ? null : Math.min(Math.max(index + step, 0), count - 1);
}

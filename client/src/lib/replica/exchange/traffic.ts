/**
 * Counts the bytes that arrive over the network, headers and compression included, as the browser measures them.
 * Returns false where it does not.
 */
export function countTraffic(count: (bytesIn: number) => void): boolean {
  if (typeof PerformanceObserver === 'undefined') return false;
  if (!PerformanceObserver.supportedEntryTypes.includes('resource')) return false;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if ('transferSize' in entry && typeof entry.transferSize === 'number') count(entry.transferSize);
    }
    // The browser keeps 250 entries and no more; they are not needed once counted.
    performance.clearResourceTimings();
  });
  observer.observe({ type: 'resource', buffered: true });
  return true;
}

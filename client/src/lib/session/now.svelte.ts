import { getSyncStatus } from './context.ts';

const EVERY_MS = 20_000;

/**
 * The present by the corrected clock, for "depuis 3 h": moves every 20 s while a screen that reads it is in sight.
 * Epoch ms.
 */
export function liveNow(): { readonly current: number } {
  const status = getSyncStatus();
  let looked = $state(0);
  $effect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') looked += 1;
    }, EVERY_MS);
    const seen = (): void => {
      looked += 1;
    };
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  });
  return {
    get current() {
      // Read anew: a clock that was set since the last look has its correction already.
      void looked;
      return Date.now() + status.current.clockOffsetMs;
    },
  };
}

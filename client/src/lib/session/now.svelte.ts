const EVERY_MS = 20_000;

/** The present, for "depuis 3 h": moves every 20 s while a screen that reads it is in sight. Epoch ms. */
export function liveNow(): { readonly current: number } {
  let current = $state(Date.now());
  $effect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') current = Date.now();
    }, EVERY_MS);
    const seen = (): void => {
      current = Date.now();
    };
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  });
  return {
    get current() {
      return current;
    },
  };
}

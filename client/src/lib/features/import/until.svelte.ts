/** Resolves as soon as `condition`, which reads Svelte state, is true. */
export function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = $effect.root(() => {
      $effect(() => {
        if (!condition()) return;
        resolve();
        queueMicrotask(() => stop());
      });
    });
  });
}

/** The keyboard that a focus opens takes half of the screen within this many milliseconds. */
const KEYBOARD_MS = 2_000;

/** What complains. */
export const FAULTS = '[aria-invalid="true"], [data-fault]';

/** Gives the focus to the first field below `root` that complains, and brings its complaint into sight with it. */
export function showFault(root: ParentNode | null | undefined): void {
  const field = root?.querySelector<HTMLElement>(FAULTS);
  field?.focus();
  // The browser scrolls to what has the focus; the sentence below it may still be under a sheet's buttons.
  const said = field?.closest('.field') ?? field;
  if (!said) return;
  const show = (): void => said.scrollIntoView({ block: 'nearest' });
  show();
  addEventListener('resize', show, { signal: AbortSignal.timeout(KEYBOARD_MS) });
}

/** For `{@attach}`: what is said in an open sheet comes into sight, not under its buttons; a page stays where it is. */
export function showInSheet(said: HTMLElement): void {
  if (said.closest('dialog')) said.scrollIntoView({ block: 'nearest' });
}

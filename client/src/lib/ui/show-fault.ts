/** Gives the focus to the first field below `root` that complains, and brings its complaint into sight with it. */
export function showFault(root: ParentNode | null | undefined): void {
  const field = root?.querySelector<HTMLElement>('[aria-invalid="true"], [data-fault]');
  field?.focus();
  // The browser scrolls to what has the focus; the sentence below it may still be under a sheet's buttons.
  (field?.closest('.field') ?? field)?.scrollIntoView({ block: 'nearest' });
}

/** For `{@attach}`: what is said in an open sheet comes into sight, not under its buttons; a page stays where it is. */
export function showInSheet(said: HTMLElement): void {
  if (said.closest('dialog')) said.scrollIntoView({ block: 'nearest' });
}

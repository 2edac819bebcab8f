import type { EmbeddedCouchOptions } from '../index.ts';

/** What the engine's process is told: how to start, once, and to end. */
export type Command = { readonly start: EmbeddedCouchOptions } | 'close';

/** What the engine's process says of its start. */
export type Report = { readonly url: string } | { readonly failure: StartFailure };

/** Why the engine could not start, as far as it passes from one process to another. */
export interface StartFailure {
  readonly message: string;
  readonly code?: string;
  readonly port?: number;
}

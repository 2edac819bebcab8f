import { type Context, send } from './context.ts';
import { conflict } from './couch-error.ts';
import type { Written } from './write.ts';

/** Answers the write of one document. */
export function sendWritten(context: Context, written: Written | undefined, status = 201): void {
  if (written === undefined) throw conflict();
  if ('refusal' in written) throw written.refusal;
  const { id, rev } = written;
  send(context, status, { ok: true, id, rev }, { ETag: `"${rev}"` });
}

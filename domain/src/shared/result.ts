/** An expected outcome as a value: `ok` with what was asked for, or not `ok` with the reason. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** The successful result that holds `value`. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

/** The failed result that holds `error`. */
export const fail = <E>(error: E): Result<never, E> => ({ ok: false, error });

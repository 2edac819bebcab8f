/** A way to a printer of tickets. */
export interface PrinterWay {
  /** Whether this browser has it. */
  readonly isOffered: () => boolean;
  /** Lets the person choose their printer, in answer to a tap; false when none was chosen. */
  readonly choose: () => Promise<boolean>;
  /** Sends a whole ticket; rejects when the printer did not take all of it. */
  readonly send: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>;
}

/** No printer of this way was chosen on this phone, or it is no longer known. */
export class NoPrinterError extends Error {}

/** Whoever closes the browser's list of devices chooses none; anything else went wrong. */
export const wasDismissed = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'AbortError');

import type { ReceiptRow } from '@digiboost/domain/reports/receipt';
import { bluetoothWay } from './bluetooth-way.ts';
import type { PrinterSettings, WayName } from './printer-settings.ts';
import { NoPrinterError, type PrinterWay } from './printer-way.ts';
import { serialWay } from './serial-way.ts';
import { printPicture, ticketPicture } from './ticket-picture.ts';

const toBase64 = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** The Android app RawBT, which prints what a link holds on whatever printer it was set up with. */
const rawbtWay: PrinterWay = {
  isOffered: () => /android/i.test(navigator.userAgent),
  choose: async () => true,
  async send(bytes) {
    location.href = `rawbt:base64,${toBase64(bytes)}`;
  },
};

/** The ways that take bytes; the phone's own dialog takes a page. */
export const BYTE_WAYS: Readonly<Record<Exclude<WayName, 'DIALOG'>, PrinterWay>> = {
  SERIAL: serialWay,
  BLUETOOTH: bluetoothWay,
  RAWBT: rawbtWay,
};

/** SENT: the printer has it all, or the phone's dialog is open. NO_PRINTER: one is to be chosen first. */
export type PrintOutcome = 'SENT' | 'NO_PRINTER' | 'FAILED';

/** A printer that was off or out of reach is asked once more: each ticket begins with a reset. */
const TRIES = 2;
/** A printer that says nothing for so long has gone. */
const PATIENCE_MS = 20_000;

/** Prints `rows` as this phone prints. Never rejects: what is sold stays sold, whatever becomes of the paper. */
export async function printTicket(rows: readonly ReceiptRow[], settings: PrinterSettings): Promise<PrintOutcome> {
  try {
    if (settings.way === 'DIALOG') await printPicture(ticketPicture(rows, settings.width), settings.width);
    else await sendBytes(BYTE_WAYS[settings.way], await bytesOf(rows, settings), settings.copies);
    return 'SENT';
  } catch (error) {
    if (error instanceof NoPrinterError) return 'NO_PRINTER';
    console.error(error);
    return 'FAILED';
  }
}

async function bytesOf(rows: readonly ReceiptRow[], settings: PrinterSettings): Promise<Uint8Array<ArrayBuffer>> {
  const { ticketRaster, ticketText } = await import('@digiboost/papers/ticket-bytes');
  const { isPicture, width, codePage } = settings;
  if (!isPicture) return ticketText(rows, width, codePage);
  const canvas = ticketPicture(rows, width);
  const points = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
  if (!points) throw new Error('This browser draws nothing.');
  return ticketRaster({ width: canvas.width, height: canvas.height, data: points.data }, width);
}

async function sendBytes(way: PrinterWay, bytes: Uint8Array<ArrayBuffer>, copies: number): Promise<void> {
  for (let copy = 0; copy < copies; copy++) {
    for (let tried = 1; ; tried++) {
      try {
        await withPatience(way.send(bytes));
        break;
      } catch (error) {
        if (error instanceof NoPrinterError || tried === TRIES) throw error;
      }
    }
  }
}

function withPatience(work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The printer does not answer.')), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

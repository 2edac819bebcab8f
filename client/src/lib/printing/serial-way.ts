import { NoPrinterError, type PrinterWay, wasDismissed } from './printer-way.ts';

/** The part of Web Serial that is used: browsers' own types do not have it yet. */
interface SerialPort {
  readonly writable: WritableStream<Uint8Array<ArrayBuffer>> | null;
  open(options: { baudRate: number; bufferSize: number }): Promise<void>;
  close(): Promise<void>;
}
interface Serial {
  getPorts(): Promise<SerialPort[]>;
  requestPort(): Promise<SerialPort>;
}

const serial = (): Serial | undefined => (navigator as Navigator & { readonly serial?: Serial }).serial;

let chosen: SerialPort | undefined;

/** Printers that are paired with the phone by classic Bluetooth, or stand on a computer's cable. */
export const serialWay: PrinterWay = {
  isOffered: () => serial() !== undefined,
  async choose() {
    try {
      chosen = await serial()?.requestPort();
      return chosen !== undefined;
    } catch (error) {
      if (wasDismissed(error)) return false;
      throw error;
    }
  },
  async send(bytes) {
    const port = chosen ?? (await serial()?.getPorts())?.[0];
    if (!port) throw new NoPrinterError();
    // Bluetooth ignores the speed, a cable does not: what printers of tickets leave the factory with.
    await port.open({ baudRate: 9600, bufferSize: 4096 });
    try {
      const writer = port.writable?.getWriter();
      if (!writer) throw new Error('The printer takes nothing.');
      await writer.write(bytes);
      await writer.close();
    } finally {
      await port.close();
    }
  },
};

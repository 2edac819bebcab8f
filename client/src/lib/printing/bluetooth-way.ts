import { NoPrinterError, type PrinterWay, wasDismissed } from './printer-way.ts';

/** The part of Web Bluetooth that is used: browsers' own types do not have it yet. */
interface Characteristic {
  readonly properties: { readonly write: boolean; readonly writeWithoutResponse: boolean };
  writeValueWithResponse(value: Uint8Array<ArrayBuffer>): Promise<void>;
  writeValueWithoutResponse(value: Uint8Array<ArrayBuffer>): Promise<void>;
}
interface Device {
  readonly gatt?: {
    connect(): Promise<{
      getPrimaryServices(): Promise<{ readonly uuid: string; getCharacteristics(): Promise<Characteristic[]> }[]>;
      disconnect(): void;
    }>;
  };
}
interface Bluetooth {
  getDevices?(): Promise<Device[]>;
  requestDevice(options: object): Promise<Device>;
}

/** The services by which printers of tickets take bytes. */
const SERVICES = [
  '000018f0-0000-1000-8000-00805f9b34fb',
  '49535343-fe7d-4ae5-8fa9-9fafd205e455',
  'e7810a71-73ae-499d-8c15-faa9aef0c3f2',
];
/** Bytes at once: what the smallest of them takes. */
const CHUNK = 100;

const bluetooth = (): Bluetooth | undefined => (navigator as Navigator & { readonly bluetooth?: Bluetooth }).bluetooth;

let chosen: Device | undefined;

/** Printers of Bluetooth's low energy kind. */
export const bluetoothWay: PrinterWay = {
  isOffered: () => bluetooth() !== undefined,
  async choose() {
    try {
      const filters = SERVICES.map((service) => ({ services: [service] }));
      chosen = await bluetooth()?.requestDevice({ filters, optionalServices: SERVICES });
      return chosen !== undefined;
    } catch (error) {
      if (wasDismissed(error)) return false;
      throw error;
    }
  },
  async send(bytes) {
    // After the page was closed, browsers that remember devices give it back.
    const device = chosen ?? (await bluetooth()?.getDevices?.())?.[0];
    if (!device?.gatt) throw new NoPrinterError();
    const server = await device.gatt.connect();
    try {
      const services = (await server.getPrimaryServices()).filter(({ uuid }) => SERVICES.includes(uuid));
      const all = (await Promise.all(services.map((service) => service.getCharacteristics()))).flat();
      const answering = all.find(({ properties }) => properties.write);
      const taking = answering ?? all.find(({ properties }) => properties.writeWithoutResponse);
      if (!taking) throw new Error('The printer takes nothing.');
      for (let at = 0; at < bytes.length; at += CHUNK) {
        const chunk = bytes.slice(at, at + CHUNK);
        // With an answer where there is one: without, the printer loses what it has no room for.
        await (answering ? taking.writeValueWithResponse(chunk) : taking.writeValueWithoutResponse(chunk));
      }
    } finally {
      server.disconnect();
    }
  },
};

import { CODE_PAGES, type CodePage, PAPERS, type PaperWidth } from '@digiboost/papers/ticket';

export const WAYS = ['SERIAL', 'BLUETOOTH', 'RAWBT', 'DIALOG'] as const;
export type WayName = (typeof WAYS)[number];

/** How this phone prints tickets. */
export interface PrinterSettings {
  readonly way: WayName;
  readonly width: PaperWidth;
  /** Drawn here, with every letter there is, or sent as characters, which is quicker. */
  readonly isPicture: boolean;
  readonly codePage: CodePage;
  readonly copies: number;
  /** Prints each sale as it is recorded. */
  readonly isAutomatic: boolean;
}

const USUAL_PRINTER: PrinterSettings = {
  way: 'DIALOG',
  width: 58,
  isPicture: true,
  codePage: 'cp858',
  copies: 1,
  isAutomatic: false,
};

export const MOST_COPIES = 5;
const KEY = 'printer';

/** The settings of this phone; what was never set, or cannot be read, as it usually is. */
export function printerSettings(storage: Storage | undefined = globalThis.localStorage): PrinterSettings {
  let kept: Partial<Record<keyof PrinterSettings, unknown>> = {};
  try {
    kept = JSON.parse(storage?.getItem(KEY) ?? '{}') ?? {};
  } catch {
    return USUAL_PRINTER;
  }
  const { way, width, isPicture, codePage, copies, isAutomatic } = kept;
  return {
    way: WAYS.find((one) => one === way) ?? USUAL_PRINTER.way,
    width: String(width) in PAPERS ? (width as PaperWidth) : USUAL_PRINTER.width,
    isPicture: typeof isPicture === 'boolean' ? isPicture : USUAL_PRINTER.isPicture,
    codePage: String(codePage) in CODE_PAGES ? (codePage as CodePage) : USUAL_PRINTER.codePage,
    copies: Number.isInteger(copies) ? Math.min(Math.max(Number(copies), 1), MOST_COPIES) : USUAL_PRINTER.copies,
    isAutomatic: isAutomatic === true,
  };
}

/** Keeps them on this phone; false when it has no room. */
export function keepPrinterSettings(
  settings: PrinterSettings,
  storage: Storage | undefined = globalThis.localStorage,
): boolean {
  try {
    storage?.setItem(KEY, JSON.stringify(settings));
    return true;
  } catch {
    return false;
  }
}

import { scanner } from '../../i18n/fr/scanner.ts';
import type { ProductRow } from '../../model/types.ts';
import { ScanListener } from '../../scanner/scan-listener.ts';

/** What the codes that are read need from the till. */
export interface CodeDeskDeps {
  byCode(code: string): ProductRow | undefined;
  /** Puts one more on the ticket, by the unit that carries the code, and says so in words. */
  add(row: ProductRow, code: string): string;
  say(text: string): void;
  /** Whether something lies over the products and what is said below them. */
  isCovered(): boolean;
}

/** Where a product is made for a code that was read for a ticket, which it comes back to. */
export const newProduct = (code: string): string => `/stock/nouveau?vendre&code=${encodeURIComponent(code)}`;

/** Where barcodes arrive, from the camera and from a scanner that types, and where those go that nobody knows. */
export class CodeDesk {
  /** The last code that no product carries, until somebody deals with it. */
  unknown = $state('');
  readonly #deps: CodeDeskDeps;
  readonly #scans = new ScanListener(
    (code) => this.#heard(code),
    () => this.#deps.say(scanner.torn),
  );

  constructor(deps: CodeDeskDeps) {
    this.#deps = deps;
  }

  /** Takes a code, and says in words what became of it. */
  take(code: string): string {
    const row = this.#deps.byCode(code);
    this.unknown = row ? '' : code;
    return row ? this.#deps.add(row, code) : scanner.unknown(code);
  }

  /** What stands behind a sheet tells nobody anything. */
  #heard(code: string): void {
    const words = this.take(code);
    if (this.#deps.isCovered()) this.#deps.say(words);
  }

  /** Hears a key before any field does: a code belongs to the till wherever the focus is. */
  readonly hear = this.#scans.hear;
}

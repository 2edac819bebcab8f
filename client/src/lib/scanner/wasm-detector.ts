import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
// Served by ourselves: the library would fetch it from another site.
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import type { DetectorClass } from './barcode-reader.ts';

prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasmUrl : prefix + path) },
});

/** The reader for phones whose browser has none: about 1 MB, fetched at the first use and kept. */
export const WasmDetector: DetectorClass = BarcodeDetector;

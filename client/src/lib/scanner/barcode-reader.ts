/** The part of the Barcode Detection API that is used. */
export interface DetectorClass {
  new (options: { formats: Format[] }): { detect(image: HTMLVideoElement): Promise<{ readonly rawValue: string }[]> };
  getSupportedFormats(): Promise<readonly string[]>;
}

/** What stands on goods in a shop. */
const FORMATS = ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'code_128', 'code_39', 'itf'] as const;
type Format = (typeof FORMATS)[number];

/** Looks for a barcode in the picture that the camera shows; null when there is none. */
export type BarcodeReader = (video: HTMLVideoElement) => Promise<string | null>;

/** The phone's own reader where it has one, else `fallback`, which is only then downloaded. */
export async function openBarcodeReader(
  native: DetectorClass | undefined,
  fallback: () => Promise<DetectorClass>,
): Promise<BarcodeReader> {
  const supported = new Set((await native?.getSupportedFormats().catch(() => [])) ?? []);
  // Some desktop browsers have the class and not a single format.
  const Detector = native && supported.has('ean_13') ? native : await fallback();
  const known = Detector === native ? supported : new Set(await Detector.getSupportedFormats());
  const detector = new Detector({ formats: FORMATS.filter((format) => known.has(format)) });
  return async (video) => {
    if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return null;
    const [found] = await detector.detect(video);
    return found?.rawValue ?? null;
  };
}

const AGAIN_MS = 1500;

/** Tells a product that is shown again from one that is still in front of the camera. */
export class ScanOnce {
  #code = '';
  #seenAt = Number.NEGATIVE_INFINITY;

  /** The code when it is newly shown at `now` (ms), else null. */
  accept(code: string | null, now: number): string | null {
    if (code === null) return null;
    const still = code === this.#code && now - this.#seenAt < AGAIN_MS;
    this.#code = code;
    this.#seenAt = now;
    return still ? null : code;
  }
}

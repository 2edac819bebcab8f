import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type DetectorClass, openBarcodeReader, ScanOnce } from './barcode-reader.ts';

const video = { readyState: 4 } as HTMLVideoElement;
const detector = (formats: string[], code: string) => {
  const options: unknown[] = [];
  class Fake {
    constructor(given: unknown) {
      options.push(given);
    }
    static getSupportedFormats = async () => formats;
    detect = async () => (code ? [{ rawValue: code }] : []);
  }
  return { Detector: Fake as unknown as DetectorClass, options };
};

beforeAll(() => {
  vi.stubGlobal('HTMLMediaElement', { HAVE_CURRENT_DATA: 2 });
});

describe('openBarcodeReader', () => {
  it('takes the phone’s own reader without downloading another', async () => {
    const fallback = vi.fn();
    const { Detector, options } = detector(['ean_13', 'qr_code'], '618');
    const read = await openBarcodeReader(Detector, fallback);
    expect(await read(video)).toBe('618');
    expect(await read({ readyState: 0 } as HTMLVideoElement)).toBeNull();
    expect(options).toEqual([{ formats: ['ean_13'] }]);
    expect(fallback).not.toHaveBeenCalled();
  });

  it('downloads one where there is none, or one that reads nothing', async () => {
    const other = detector(['ean_13'], '');
    for (const native of [undefined, detector([], '').Detector]) {
      const read = await openBarcodeReader(native, async () => other.Detector);
      expect(await read(video)).toBeNull();
    }
    expect(other.options).toHaveLength(2);
  });
});

it('takes a code once while it stays in front of the camera', () => {
  const once = new ScanOnce();
  expect(once.accept('618', 0)).toBe('618');
  expect(once.accept('618', 200)).toBeNull();
  expect(once.accept(null, 400)).toBeNull();
  expect(once.accept('618', 1000)).toBeNull();
  expect(once.accept('777', 1100)).toBe('777');
  expect(once.accept('618', 1200)).toBe('618');
  expect(once.accept('618', 3000)).toBe('618');
});

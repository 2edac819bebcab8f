import JsBarcode from 'jsbarcode';

/** What readers know, most particular first. */
const SYMBOLOGIES = [
  { format: 'EAN13', of: /^\d{13}$/, write: (code: string) => code },
  // A UPC-A is the EAN-13 that begins with a zero.
  { format: 'EAN13', of: /^\d{12}$/, write: (code: string) => `0${code}` },
  { format: 'EAN8', of: /^\d{8}$/, write: (code: string) => code },
  { format: 'CODE128', of: /^[\x20-\x7e]{1,40}$/, write: (code: string) => code },
] as const;

/**
 * `code` as a row of modules, '1' black and '0' white, without the quiet zones: EAN where its check digit is right,
 * else Code 128. Null when no symbology writes it.
 */
export function modulesOf(code: string): string | null {
  for (const { format, of, write } of SYMBOLOGIES) {
    if (!of.test(code)) continue;
    const drawn: { encodings?: readonly { readonly data: string }[] } = {};
    let isValid = true;
    JsBarcode(drawn, write(code), {
      format,
      flat: true,
      valid: (valid) => {
        isValid = valid;
      },
    });
    const data = drawn.encodings?.map((part) => part.data).join('');
    if (isValid && data) return data;
  }
  return null;
}

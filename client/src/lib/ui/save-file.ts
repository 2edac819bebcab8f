/** Offers `file` to be kept among this phone's files. */
export function offerFile(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click, at its own pace.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Offers `text` as a file of this phone, of the media type `type`. */
export const saveFile = (name: string, text: string, type: string): void => offerFile(name, new Blob([text], { type }));

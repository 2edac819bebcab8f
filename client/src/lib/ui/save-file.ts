/** Offers `file` to be kept among this phone's files. */
function offerFile(name: string, file: Blob): void {
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

/** Whether this phone hands such a file on to other apps; Android shares pictures and PDF files, and no workbooks. */
export const canHandOn = (file: File): boolean =>
  typeof navigator.canShare === 'function' && navigator.canShare({ files: [file] });

/** Hands a file on: to another app where the phone can, else to the phone's own files. */
export async function handOnFile(file: File): Promise<void> {
  if (!canHandOn(file)) return offerFile(file.name, file);
  try {
    await navigator.share({ files: [file], title: file.name });
  } catch (error) {
    // Whoever closes the phone's list wants nothing more; any other failure leaves the file to be saved.
    if (!(error instanceof DOMException && error.name === 'AbortError')) offerFile(file.name, file);
  }
}

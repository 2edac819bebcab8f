/** Offers `text` as a file of this phone, of the media type `type`. */
export function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click, at its own pace.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

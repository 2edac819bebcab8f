import { offerFile } from '../../ui/save-file.ts';
import type { MadePaper } from './made-papers.ts';

const fileOf = ({ file, fileName }: MadePaper): File => new File([file], fileName, { type: file.type });

/** Whether this phone hands such a file on to other apps; Android shares PDF files, and no workbooks. */
export const canShare = (paper: MadePaper): boolean =>
  typeof navigator.canShare === 'function' && navigator.canShare({ files: [fileOf(paper)] });

/** Hands a file on: to another app where the phone can, else to the phone's own files. */
export async function handOn(paper: MadePaper): Promise<void> {
  if (!canShare(paper)) return offerFile(paper.fileName, paper.file);
  try {
    await navigator.share({ files: [fileOf(paper)], title: paper.fileName });
  } catch (error) {
    // Whoever closes the phone's list wants nothing more; any other failure leaves the file to be saved.
    if (!(error instanceof DOMException && error.name === 'AbortError')) offerFile(paper.fileName, paper.file);
  }
}

/** Opens a file as the phone shows such files, from where it is printed. */
export function openFile({ file }: MadePaper): void {
  const url = URL.createObjectURL(file);
  window.open(url, '_blank', 'noopener');
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

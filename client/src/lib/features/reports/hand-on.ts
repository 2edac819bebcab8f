import { canHandOn, handOnFile } from '../../ui/save-file.ts';
import type { MadePaper } from './made-papers.ts';

const fileOf = ({ file, fileName }: MadePaper): File => new File([file], fileName, { type: file.type });

/** Whether this phone hands such a file on to other apps. */
export const canShare = (paper: MadePaper): boolean => canHandOn(fileOf(paper));

/** Hands a file on: to another app where the phone can, else to the phone's own files. */
export const handOn = (paper: MadePaper): Promise<void> => handOnFile(fileOf(paper));

/** Opens a file as the phone shows such files, from where it is printed. */
export function openFile({ file }: MadePaper): void {
  const url = URL.createObjectURL(file);
  window.open(url, '_blank', 'noopener');
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Widths of paper, mm, with what fits across: characters, and points of the head. */
export const PAPERS = { 58: { columns: 32, points: 384 }, 80: { columns: 48, points: 576 } } as const;
export type PaperWidth = keyof typeof PAPERS;

/** The tables of characters that printers know, by the number under which most keep them. NONE: letters alone. */
export const CODE_PAGES = { cp858: 19, windows1252: 16, cp850: 2, NONE: 0 } as const;
export type CodePage = keyof typeof CODE_PAGES;

import { posix } from 'node:path';

/** What a text may rest on. Paths are those of the repository. */
export interface Known {
  readonly files: readonly string[];
  /** The commands of `npm run`. */
  readonly commands: readonly string[];
  /** The scenes of the guide. */
  readonly scenes: readonly string[];
}

/** A text of the repository, in Markdown. */
export interface Text {
  readonly path: string;
  readonly markdown: string;
}

const LINK = /\[[^\]]*\]\(([^()\s]+)\)/g;
const SPAN = /`([^`\n]+)`/g;
const FENCE = /^(```|~~~)[\s\S]*?^\1/gm;
const SCENE = /\bscène `([\w-]+)`/g;
const COMMAND = /\bnpm run ([a-z][a-z:-]*)/g;
/** What names one file, not a pattern of several, nor an address, nor a file that a running product makes. */
const FILE = /^[\w@[(][\w@.[\]()/+-]*(?:\.(?:ts|svelte|mjs|md)|\/[\w.-]+\.(?:json|ya?ml))$/;
/** Another's address. */
const ELSEWHERE = /^[a-z]+:/;

/** What `text` names that is not there, a sentence each: files, headings, and commands. */
export function faultsOf(
  { path, markdown }: Text,
  { files, commands, scenes }: Known,
  textOf: (path: string) => string,
): string[] {
  const prose = markdown.replace(FENCE, '');
  const faults = new Set<string>();
  for (const [, target = ''] of prose.matchAll(LINK)) {
    if (ELSEWHERE.test(target)) continue;
    const [to = '', anchor] = target.split('#');
    const file = to === '' ? path : posix.join(posix.dirname(path), to);
    const isThere = files.includes(file) || files.some((known) => known.startsWith(`${file}/`));
    if (!isThere) faults.add(`leads to ${target}, which is not there`);
    else if (anchor !== undefined && !anchorsOf(textOf(file)).has(anchor))
      faults.add(`leads to ${target}: no such heading`);
  }
  // A decision tells what was there on its day.
  if (!path.includes('/DECISIONS/')) {
    for (const [, span = ''] of prose.matchAll(SPAN)) {
      if (FILE.test(span) && !files.some((file) => file === span || file.endsWith(`/${span}`)))
        faults.add(`names ${span}, which is not there`);
    }
  }
  for (const [, command = ''] of markdown.matchAll(COMMAND)) {
    if (!commands.includes(command)) faults.add(`names npm run ${command}, which is no command`);
  }
  for (const [, scene = ''] of prose.matchAll(SCENE)) {
    if (!scenes.includes(scene)) faults.add(`names the scene ${scene}, which is not there`);
  }
  return [...faults];
}

/** The anchors of a text's headings, as the sites that show Markdown make them. */
const anchorsOf = (markdown: string): Set<string> =>
  new Set(
    [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

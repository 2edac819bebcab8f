/**
 * The app's scripts and styles as one text: a first line that tells how many files and characters follow, then a line
 * for each file, so that it can be unpacked while it comes.
 */
export function packApp(files: readonly (readonly [path: string, text: string])[]): string {
  const lines = files.map((file) => JSON.stringify(file));
  const characters = lines.reduce((sum, line) => sum + line.length, 0);
  return [JSON.stringify([files.length, characters]), ...lines, ''].join('\n');
}

/** One file of an archive, and which part of the whole is there with it, 0..1. */
interface UnpackedFile {
  readonly path: string;
  readonly text: string;
  readonly progress: number;
}

/** The files of an archive as they come. Throws when it ends before it is whole. */
export async function* unpackApp(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<UnpackedFile> {
  let files = -1;
  let characters = 0;
  let come = 0;
  for await (const line of linesOf(body)) {
    if (files < 0) {
      [files, characters] = JSON.parse(line) as [number, number];
      continue;
    }
    const [path, text] = JSON.parse(line) as [string, string];
    files -= 1;
    come += line.length;
    yield { path, text, progress: come / characters };
  }
  if (files !== 0) throw new Error('the archive of the app is not whole');
}

async function* linesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let begun = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (begun + part.value).split('\n');
    begun = lines.pop() ?? '';
    yield* lines;
  }
}

/** A text in a tenth of its room, and whether this phone can do that: older browsers keep it as it is. */
const PACKED = '\u0001';

/** `text` as it is stored. */
export async function packText(text: string): Promise<string> {
  if (typeof CompressionStream === 'undefined') return text;
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'));
  const parts: string[] = [];
  // A call takes so many arguments.
  for (let at = 0; at < bytes.length; at += 8_192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
  return PACKED + btoa(parts.join(''));
}

/** The text that was stored as `stored`. */
export async function unpackText(stored: string): Promise<string> {
  if (!stored.startsWith(PACKED)) return stored;
  const binary = atob(stored.slice(PACKED.length));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw')));
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

/** One frame of a film as the encoder gave it. */
export interface Frame {
  readonly ms: number;
  readonly isKey: boolean;
  readonly data: Uint8Array;
}

/** A part of a film that players offer to jump to. */
export interface FilmChapter {
  readonly title: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Film {
  readonly codec: 'V_VP8' | 'V_VP9';
  readonly width: number;
  readonly height: number;
  readonly durationMs: number;
  readonly frames: readonly Frame[];
  readonly chapters: readonly FilmChapter[];
}

/** Elements of Matroska (RFC 9559) by what they are called there. */
const ID = {
  EBML: 0x1a45dfa3,
  DocType: 0x4282,
  DocTypeVersion: 0x4287,
  DocTypeReadVersion: 0x4285,
  Segment: 0x18538067,
  Info: 0x1549a966,
  TimestampScale: 0x2ad7b1,
  Duration: 0x4489,
  MuxingApp: 0x4d80,
  WritingApp: 0x5741,
  Tracks: 0x1654ae6b,
  TrackEntry: 0xae,
  TrackNumber: 0xd7,
  TrackUID: 0x73c5,
  TrackType: 0x83,
  CodecID: 0x86,
  Language: 0x22b59c,
  Video: 0xe0,
  PixelWidth: 0xb0,
  PixelHeight: 0xba,
  Chapters: 0x1043a770,
  EditionEntry: 0x45b9,
  ChapterAtom: 0xb6,
  ChapterUID: 0x73c4,
  ChapterTimeStart: 0x91,
  ChapterTimeEnd: 0x92,
  ChapterDisplay: 0x80,
  ChapString: 0x85,
  ChapLanguage: 0x437c,
  Cues: 0x1c53bb6b,
  CuePoint: 0xbb,
  CueTime: 0xb3,
  CueTrackPositions: 0xb7,
  CueTrack: 0xf7,
  CueClusterPosition: 0xf1,
  Cluster: 0x1f43b675,
  Timestamp: 0xe7,
  SimpleBlock: 0xa3,
} as const;

type Content = Uint8Array | readonly Uint8Array[];

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** `value` in as few bytes as hold it, or in `length`. */
function bytes(value: number, length = Math.max(1, Math.ceil(value.toString(16).length / 2))): Uint8Array {
  const all = new Uint8Array(length);
  let rest = value;
  for (let index = length - 1; index >= 0; index -= 1) {
    all[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return all;
}

/** A length as Matroska writes it, in eight bytes. */
function size(length: number): Uint8Array {
  const all = bytes(length, 8);
  all[0] = 1;
  return all;
}

function element(name: keyof typeof ID, content: Content): Uint8Array {
  const body = content instanceof Uint8Array ? content : joined(content);
  return joined([bytes(ID[name]), size(body.length), body]);
}

const whole = (name: keyof typeof ID, value: number): Uint8Array => element(name, bytes(value));
const text = (name: keyof typeof ID, value: string): Uint8Array => element(name, new TextEncoder().encode(value));

function real(name: keyof typeof ID, value: number): Uint8Array {
  const all = new Uint8Array(8);
  new DataView(all.buffer).setFloat64(0, value);
  return element(name, all);
}

const chapterOf = ({ title, fromMs, toMs }: FilmChapter, index: number): Uint8Array =>
  element('ChapterAtom', [
    whole('ChapterUID', index + 1),
    whole('ChapterTimeStart', fromMs * 1_000_000),
    whole('ChapterTimeEnd', toMs * 1_000_000),
    element('ChapterDisplay', [text('ChapString', title), text('ChapLanguage', 'fre')]),
  ]);

/** A cluster begins with a key frame: one can jump to it. */
function clustersOf(frames: readonly Frame[]): { ms: number; bytes: Uint8Array }[] {
  const groups: Frame[][] = [];
  for (const frame of frames) {
    if (frame.isKey || groups.length === 0) groups.push([]);
    groups.at(-1)?.push(frame);
  }
  return groups.map((group) => {
    const from = group[0]?.ms ?? 0;
    const blocks = group.map(({ ms, isKey, data }) =>
      element('SimpleBlock', [new Uint8Array([0x81]), bytes(ms - from, 2), new Uint8Array([isKey ? 0x80 : 0]), data]),
    );
    return { ms: from, bytes: element('Cluster', [whole('Timestamp', from), ...blocks]) };
  });
}

/** A film as a WebM file, with chapters, and cues by which players jump. Times are milliseconds. */
export function webmOf({ codec, width, height, durationMs, frames, chapters }: Film): Uint8Array {
  const head = element('EBML', [text('DocType', 'webm'), whole('DocTypeVersion', 4), whole('DocTypeReadVersion', 2)]);
  const info = element('Info', [
    whole('TimestampScale', 1_000_000),
    real('Duration', durationMs),
    text('MuxingApp', 'digiboost-pme'),
    text('WritingApp', 'digiboost-pme'),
  ]);
  const video = element('Video', [whole('PixelWidth', width), whole('PixelHeight', height)]);
  const track = [whole('TrackNumber', 1), whole('TrackUID', 1), whole('TrackType', 1), text('CodecID', codec)];
  const tracks = element('Tracks', [element('TrackEntry', [...track, text('Language', 'fre'), video])]);
  const contents = element('Chapters', [element('EditionEntry', chapters.map(chapterOf))]);
  const clusters = clustersOf(frames);
  const cuesAt = (first: number): Uint8Array => {
    let at = first;
    const points = clusters.map((cluster) => {
      // Of a fixed length: where the clusters lie must not depend on what is said of it.
      const position = element('CueClusterPosition', bytes(at, 8));
      at += cluster.bytes.length;
      const where = element('CueTrackPositions', [whole('CueTrack', 1), position]);
      return element('CuePoint', [element('CueTime', bytes(cluster.ms, 4)), where]);
    });
    return element('Cues', points);
  };
  const before = info.length + tracks.length + contents.length;
  const cues = cuesAt(before + cuesAt(0).length);
  const segment = [info, tracks, contents, cues, ...clusters.map((cluster) => cluster.bytes)];
  return joined([head, element('Segment', segment)]);
}

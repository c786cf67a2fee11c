import { type ByteRange, type FragmentedTrack, type Fragment, indexTrack } from './fragmented-track.js';

/** The files of a video. `read` gets the names that stand here, and nothing else. */
export interface MediaFiles {
  /** Fragmented H.264, one rendition each, with key frames at the same times. In the order in which the playlist lists them. */
  readonly video: readonly string[];
  /** Fragmented AAC, one language. */
  readonly audio: string;
  readonly captions: readonly CaptionFile[];
  /** A whole MP4. */
  readonly download?: string;
  /** JPEGs behind one another, one every so many seconds. */
  readonly stills?: { readonly file: string; readonly every: number };
  read(file: string): Promise<Uint8Array<ArrayBuffer>>;
}

export interface CaptionFile {
  /** BCP 47. */
  readonly language: string;
  readonly label: string;
  /** WebVTT. */
  readonly file: string;
}

/** One segment of a rendition. Times in seconds. */
export interface Segment extends ByteRange {
  /** From 1, as the service counts. */
  readonly number: number;
  readonly time: number;
  readonly duration: number;
  readonly parts: readonly Fragment[];
}

/** One track, cut into segments. */
export interface Rendition {
  readonly medium: 'video' | 'audio';
  /** What stands for it in a path: the lines of a picture, the kilobits of a sound. */
  readonly name: string;
  readonly track: FragmentedTrack;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly segments: readonly Segment[];
  /** Seconds. */
  readonly duration: number;
  /** Bits in a second, of the largest segment and of all together. */
  readonly bandwidth: { readonly peak: number; readonly average: number };
}

/** Seconds. The service's are about four (stream-facts §2.2). */
const SEGMENT_DURATION = 4;

/** A video's media. Files are read when they are first needed, once. */
export class Media {
  readonly files: MediaFiles;
  readonly #read = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  readonly #renditions = new Map<string, Promise<Rendition>>();

  constructor(files: MediaFiles) {
    this.files = files;
  }

  get video(): Promise<readonly Rendition[]> {
    return Promise.all(this.files.video.map((file) => this.#rendition(file)));
  }

  get audio(): Promise<Rendition> {
    return this.#rendition(this.files.audio);
  }

  async rendition(medium: 'video' | 'audio', name: string): Promise<Rendition | undefined> {
    const all = medium === 'video' ? await this.video : [await this.audio];
    return all.find((rendition) => rendition.name === name);
  }

  async caption(language: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const caption = this.files.captions.find((file) => file.language === language);
    return caption && this.read(caption.file);
  }

  read(file: string): Promise<Uint8Array<ArrayBuffer>> {
    return remembered(this.#read, file, () => this.files.read(file));
  }

  #rendition(file: string): Promise<Rendition> {
    return remembered(this.#renditions, file, async () => cut(await this.read(file)));
  }
}

/** A promise that failed is asked again, not kept for ever. */
function remembered<Value>(known: Map<string, Promise<Value>>, name: string, make: () => Promise<Value>) {
  const value = known.get(name) ?? make();
  known.set(name, value);
  value.catch(() => known.delete(name));
  return value;
}

function cut(bytes: Uint8Array<ArrayBuffer>): Rendition {
  const track = indexTrack(bytes);
  const segments = segmentsOf(track);
  const duration = segments.reduce((sum, segment) => sum + segment.duration, 0);
  const rates = segments.map((segment) => bitRate(segment, segment.duration));
  const average = Math.round(bitRate({ start: segments[0]?.start ?? 0, end: segments.at(-1)?.end ?? 0 }, duration));
  return {
    medium: track.kind,
    name: String(track.kind === 'video' ? track.height : Math.round(average / 1000)),
    track,
    bytes,
    segments,
    duration,
    bandwidth: { peak: Math.round(Math.max(...rates)), average },
  };
}

/** Cuts before the first fragment that is independent and not earlier than the next multiple of four seconds. */
function segmentsOf({ fragments, timescale }: FragmentedTrack): Segment[] {
  const groups: Fragment[][] = [];
  for (const fragment of fragments) {
    const due = fragment.independent && fragment.time >= groups.length * SEGMENT_DURATION * timescale;
    if (due) groups.push([fragment]);
    else groups.at(-1)?.push(fragment);
  }
  return groups.map((parts, index) => ({
    number: index + 1,
    start: parts[0]?.start ?? 0,
    end: parts.at(-1)?.end ?? 0,
    time: (parts[0]?.time ?? 0) / timescale,
    duration: parts.reduce((sum, part) => sum + part.duration, 0) / timescale,
    parts,
  }));
}

const bitRate = ({ start, end }: ByteRange, seconds: number) => ((end - start) * 8) / seconds;

import { type ByteRange, type FragmentedTrack, type Fragment, indexTrack } from './fragmented-track.js';
import { LoopedRendition } from './looped-rendition.js';
import { remembered } from '../../memoize-async.js';

/** The files of a video. `read` gets the names that stand here, and nothing else. */
export interface MediaFiles {
  /** Fragmented H.264, one rendition each, with key frames at the same times. In the order in which the playlist lists them. */
  readonly video: readonly string[];
  /** Fragmented AAC: the sound that is heard unless somebody chooses another. */
  readonly audio: string;
  /** Fragmented AAC. In a path each is named by its kilobits, so that no two may have the same; how the service names them is unknown. */
  readonly dubs?: readonly LanguageFile[];
  /** WebVTT. */
  readonly captions: readonly LanguageFile[];
  /** A whole MP4. */
  readonly download?: string;
  /** JPEGs behind one another, one every so many seconds. */
  readonly stills?: { readonly file: string; readonly every: number };
  read(file: string): Promise<Uint8Array<ArrayBuffer>>;
}

/** What is there in one language. */
export interface LanguageFile {
  /** BCP 47. */
  readonly language: string;
  readonly label: string;
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

/** All tracks of a film, cut at the same times. */
export interface Cut<R = Rendition> {
  readonly video: readonly R[];
  readonly audio: R;
  /** None in a broadcast. */
  readonly dubs: readonly R[];
}

/** Seconds. The service's are about four in a film and two in a live stream (stream-facts §2.2, §2.6). */
const SEGMENT_DURATION = 4;
const LIVE_SEGMENT_DURATION = 2;

/** A video's media. Files are read when they are first needed, once. */
export class Media {
  readonly files: MediaFiles;
  readonly #read = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  readonly #cuts = new Map<string, Promise<Cut>>();
  readonly #loops = new Map<string, Promise<Cut<LoopedRendition>>>();

  constructor(files: MediaFiles) {
    this.files = files;
  }

  get video(): Promise<readonly Rendition[]> {
    return this.#cut(SEGMENT_DURATION).then(({ video }) => video);
  }

  get audio(): Promise<Rendition> {
    return this.#cut(SEGMENT_DURATION).then(({ audio }) => audio);
  }

  get dubs(): Promise<readonly Rendition[]> {
    return this.#cut(SEGMENT_DURATION).then(({ dubs }) => dubs);
  }

  /** The film over and over, as a live stream shows it. */
  get loop(): Promise<Cut<LoopedRendition>> {
    return remembered(this.#loops, 'loop', async () => {
      const { video, audio } = await this.#cut(LIVE_SEGMENT_DURATION);
      const duration = video[0]?.duration ?? audio.duration;
      const looped = (rendition: Rendition) => new LoopedRendition(rendition, duration);
      return { video: video.map(looped), audio: looped(audio), dubs: [] };
    });
  }

  async rendition(medium: 'video' | 'audio', name: string): Promise<Rendition | undefined> {
    return renditionOf(await this.#cut(SEGMENT_DURATION), medium, name);
  }

  async caption(language: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const caption = this.files.captions.find((file) => file.language === language);
    return caption && this.read(caption.file);
  }

  read(file: string): Promise<Uint8Array<ArrayBuffer>> {
    return remembered(this.#read, file, () => this.files.read(file));
  }

  #cut(seconds: number): Promise<Cut> {
    return remembered(this.#cuts, String(seconds), async () => {
      const { video, audio, dubs = [] } = this.files;
      const files = [...video, audio, ...dubs.map(({ file }) => file)];
      const bytes = await Promise.all(files.map((file) => this.read(file)));
      const tracks = bytes.map((file) => ({ bytes: file, track: indexTrack(file) }));
      const starts = evenStarts(tracks[0]!.track, seconds);
      const renditions = tracks.map((file) => cut(file.bytes, file.track, starts));
      const at = video.length;
      return { video: renditions.slice(0, at), audio: renditions[at]!, dubs: renditions.slice(at + 1) };
    });
  }
}

export const renditionOf = <R extends Pick<Rendition, 'name'>>(
  { video, audio, dubs }: Cut<R>,
  medium: 'video' | 'audio',
  name: string,
): R | undefined => (medium === 'video' ? video : [audio, ...dubs]).find((rendition) => rendition.name === name);

function cut(bytes: Uint8Array<ArrayBuffer>, track: FragmentedTrack, starts: readonly number[]): Rendition {
  const segments = segmentsOf(track, starts);
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

/** Seconds at which segments of about this length can start: the first independent fragment at or behind each multiple. */
function evenStarts({ fragments, timescale }: FragmentedTrack, seconds: number): number[] {
  const starts: number[] = [];
  let due = 0;
  for (const { independent, time } of fragments) {
    if (!independent || time < due * timescale) continue;
    starts.push(time / timescale);
    due = (Math.floor(time / timescale / seconds) + 1) * seconds;
  }
  return starts;
}

/** Cuts a track before its first independent fragment at or behind each start. Sound so follows the picture. */
function segmentsOf({ fragments, timescale }: FragmentedTrack, starts: readonly number[]): Segment[] {
  const groups: Fragment[][] = [];
  for (const fragment of fragments) {
    const due = fragment.independent && fragment.time >= (starts[groups.length] ?? Infinity) * timescale;
    if (due || !groups.length) groups.push([fragment]);
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

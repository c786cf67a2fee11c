import { type ByteSource, bytesSource } from './byte-source.js';
import { memoizeAsync } from '../../memoize-async.js';
import { indexTrack } from './fragmented-track.js';
import { LoopedRendition } from './looped-rendition.js';
import { cutRendition, type Rendition, segmentStarts, type Tracks } from './rendition.js';

/** The files of a video. `read` and `open` get only the names that are listed here. */
export interface MediaFiles {
  /** Fragmented H.264, one file for each rendition, with key frames at the same times, in the order of the playlist. */
  readonly video: readonly string[];
  /** Fragmented AAC: the default audio. */
  readonly audio: string;
  /** Fragmented AAC. URLs name each by its kilobits per second, so no two may have the same. The service's names are unknown. */
  readonly dubs?: readonly LanguageFile[];
  /** WebVTT. */
  readonly captions: readonly LanguageFile[];
  /** A complete MP4. */
  readonly download?: string;
  /** One file of concatenated JPEGs, one for every `every` seconds. */
  readonly stills?: { readonly file: string; readonly every: number };
  read(file: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Opens a large file for reading in part. Default: `read`, into memory. */
  open?(file: string): Promise<ByteSource>;
}

/** A file in one language. */
export interface LanguageFile {
  /** BCP 47. */
  readonly language: string;
  readonly label: string;
  readonly file: string;
}

/** Segment lengths. The service's are about 4 s, and 2 s in a live stream (docs/stream-facts.md, "Playlists", "Live"). */
const SEGMENT_S = 4;
const LIVE_SEGMENT_S = 2;

/** A video's media. Each file is read once, when it is first needed. */
export class Media {
  readonly files: MediaFiles;
  readonly #contents = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  readonly #tracks = new Map<number, Promise<Tracks<Rendition>>>();
  readonly #loops = new Map<'loop', Promise<Tracks<LoopedRendition>>>();

  constructor(files: MediaFiles) {
    this.files = files;
  }

  get tracks(): Promise<Tracks<Rendition>> {
    return this.#cut(SEGMENT_S);
  }

  get video(): Promise<readonly Rendition[]> {
    return this.tracks.then(({ video }) => video);
  }

  get audio(): Promise<Rendition> {
    return this.tracks.then(({ audio }) => audio);
  }

  /** The tracks in an endless loop, which is what a live input broadcasts. */
  get loop(): Promise<Tracks<LoopedRendition>> {
    return memoizeAsync(this.#loops, 'loop', async () => {
      const { video, audio } = await this.#cut(LIVE_SEGMENT_S);
      const duration = video[0]?.duration ?? audio.duration;
      const loop = (rendition: Rendition) => new LoopedRendition(rendition, duration);
      return { video: video.map(loop), audio: loop(audio), dubs: [] };
    });
  }

  async caption(language: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const caption = this.files.captions.find((file) => file.language === language);
    return caption && this.read(caption.file);
  }

  /** Reads a whole file and keeps it in memory. */
  read(file: string): Promise<Uint8Array<ArrayBuffer>> {
    return memoizeAsync(this.#contents, file, () => this.files.read(file));
  }

  /** Opens a file for reading in part, without keeping it in memory where the files allow it. */
  async open(file: string): Promise<ByteSource> {
    return this.files.open ? this.files.open(file) : bytesSource(await this.read(file));
  }

  #cut(lengthS: number): Promise<Tracks<Rendition>> {
    return memoizeAsync(this.#tracks, lengthS, async () => {
      const { video, audio, dubs = [] } = this.files;
      const files = [...video, audio, ...dubs.map(({ file }) => file)];
      const contents = await Promise.all(files.map((file) => this.read(file)));
      const tracks = contents.map((bytes) => ({ bytes, track: indexTrack(bytes) }));
      const starts = segmentStarts(tracks[0]!.track, lengthS);
      const renditions = tracks.map(({ bytes, track }) => cutRendition(bytes, track, starts));
      const audioIndex = video.length;
      return {
        video: renditions.slice(0, audioIndex),
        audio: renditions[audioIndex]!,
        dubs: renditions.slice(audioIndex + 1),
      };
    });
  }
}

import type { StreamMembers } from '../forward.js';

/**
 * Where the positions of a viewer are stored, such as an account. What it throws or rejects with is
 * ignored.
 */
export interface ResumeStore {
  /** Seconds. */
  get(videoId: string): number | undefined | Promise<number | undefined>;
  /** Called while the page is being left too. May return a promise. */
  set(videoId: string, seconds: number): unknown;
  delete(videoId: string): unknown;
}

/** The properties that `<secure-stream-player>` has beside those of `<secure-stream>`. */
export interface PlayerProperties {
  /**
   * Where `resume` stores positions. Default: the storage of the browser. Set it before the video
   * loads.
   */
  resumeStore: ResumeStore | undefined;
  /** Whether playback continues where this viewer stopped. `ask`: the viewer decides. */
  get resume(): boolean | 'ask';
  set resume(value: boolean | 'ask' | null | undefined);
  /** Follows links to a time of the video: `#t=90` in the URL of the page. */
  get timeFragment(): boolean;
  set timeFragment(value: boolean | null | undefined);
  /** Seconds. Where `loop` starts again. Default: 0. */
  get loopStart(): number | undefined;
  set loopStart(value: number | null | undefined);
  /** Seconds. Where `loop` goes back. Default: the end of the video. */
  get loopEnd(): number | undefined;
  set loopEnd(value: number | null | undefined);
  /** The uid of the video to play when this one has ended. Empty: none. */
  get nextVideoId(): string;
  set nextVideoId(value: string | null | undefined);
  /** The title of the next video, which is shown before it plays. */
  get nextVideoTitle(): string;
  set nextVideoTitle(value: string | null | undefined);
  /** Neither remembers nor restores volume, speed, captions and audio. */
  get noRemember(): boolean;
  set noRemember(value: boolean | null | undefined);
  /** Turns off the keys that are letters, digits or punctuation. The space bar and the arrow keys stay. */
  get noCharacterKeys(): boolean;
  set noCharacterKeys(value: boolean | null | undefined);
  /** The label of the audio track with audio description, if it says nothing about it. */
  get audioDescription(): string;
  set audioDescription(value: string | null | undefined);
  /** The title above the picture, and for the media controls of the system. */
  get videoTitle(): string;
  set videoTitle(value: string | null | undefined);
  /** The artist for the media controls of the system. */
  get videoArtist(): string;
  set videoArtist(value: string | null | undefined);
}

/** What the features need of the player. */
export interface FeaturePlayer extends HTMLElement, StreamMembers, PlayerProperties {
  addEventListener: HTMLElement['addEventListener'];
  removeEventListener: HTMLElement['removeEventListener'];
}

const PROPERTIES: Readonly<
  Record<Exclude<keyof PlayerProperties, 'resumeStore'>, readonly [attribute: string, read: Read]>
> = {
  resume: ['resume', (value) => (value === 'ask' ? value : value !== null)],
  timeFragment: ['time-fragment', (value) => value !== null],
  loopStart: ['loop-start', toSeconds],
  loopEnd: ['loop-end', toSeconds],
  nextVideoId: ['next-video-id', (value) => value ?? ''],
  nextVideoTitle: ['next-video-title', (value) => value ?? ''],
  noRemember: ['no-remember', (value) => value !== null],
  noCharacterKeys: ['no-character-keys', (value) => value !== null],
  audioDescription: ['audio-description', (value) => value ?? ''],
  videoTitle: ['video-title', (value) => value ?? ''],
  videoArtist: ['video-artist', (value) => value ?? ''],
};

type Read = (value: string | null) => unknown;

/** Whether the page or the playlist says that it is a live stream. */
export const isLive = ({ live, streamType, duration }: FeaturePlayer): boolean =>
  live || streamType === 'live' || duration === Infinity;

/** Ignores what is not a finite, non-negative number. */
function toSeconds(value: string | null): number | undefined {
  const seconds = value?.trim() ? Number(value) : NaN;
  return seconds >= 0 && seconds < Infinity ? seconds : undefined;
}

export const FEATURE_ATTRIBUTES: readonly string[] = Object.values(PROPERTIES).map(([attribute]) => attribute);

/** Defines these properties on a prototype. The attribute is the only storage. */
export function reflectFeatures(prototype: HTMLElement): void {
  for (const [name, [attribute, read]] of Object.entries(PROPERTIES)) {
    const accessor: PropertyDescriptor & ThisType<HTMLElement> = {
      configurable: true,
      enumerable: true,
      get() {
        return read(this.getAttribute(attribute));
      },
      set(value: string | number | boolean | null | undefined) {
        if (value === false || value === null || value === undefined) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value === true ? '' : String(value));
      },
    };
    Object.defineProperty(prototype, name, accessor);
  }
}

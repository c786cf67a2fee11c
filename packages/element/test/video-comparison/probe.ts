/** The players that are compared. `video` is the browser's own `<video>`, with an MP4 of the origin. */
export type SubjectName = 'video' | 'hls' | 'native' | 'iframe';

/** One player under comparison. A `<secure-stream>` is used as the `<video>` that it claims to be. */
export interface Subject {
  readonly name: SubjectName;
  /** Creates an element without a source, outside the document. */
  create(): HTMLVideoElement;
  /** Sets a source that plays. */
  setSource(media: HTMLVideoElement): void;
  /** Sets a source that the origin does not have. */
  setMissingSource(media: HTMLVideoElement): void;
  removeSource(media: HTMLVideoElement): void;
}

/** What a probe found, by the name of each value. */
export type Values = Readonly<Record<string, unknown>>;

/** Asks every player the same question about one requirement. */
export interface Probe {
  /** What the standard demands, as a sentence. */
  readonly requirement: string;
  observe(subject: Subject): Values | Promise<Values>;
}

/** Probes by name, for one section of the standard. */
export interface ProbeGroup {
  readonly title: string;
  /** URL of the section. */
  readonly section: string;
  readonly probes: Readonly<Record<string, Probe>>;
}

export const MEDIA_SECTION = 'https://html.spec.whatwg.org/multipage/media.html#';

import type { FeaturePlayer } from '../../src/player/features/properties.js';

/** A player without media: fields to set, and events to dispatch. */
export class FakePlayer extends EventTarget {
  videoId = 'a';
  currentSrc = 'https://video.test/a';
  currentTime = 0;
  duration = 100;
  readyState = 4;
  paused = false;
  seeking = false;
  live = false;
  streamType = 'on-demand';
  startTime: number | undefined;
  resume: boolean | 'ask' = true;
  resumeStore: unknown;
  progressEndpoint: string | undefined;
  timeFragment = false;
  loop = false;
  loopStart: number | undefined;
  loopEnd: number | undefined;
  nextVideoId = '';
  ended = false;
  played = { length: 0 };
  volume = 1;
  muted = false;
  playbackRate = 1;
  defaultPlaybackRate = 1;
  readonly textTracks = new FakeList<{ kind: string; language: string; mode: string }>();
  readonly audioTracks = new FakeList<{ kind: string; language: string; enabled: boolean }>();
  videoTitle = 'Film';
  videoArtist = 'Studio';
  poster = 'none';

  /** The same object, as what the features take it for. */
  get asFeaturePlayer(): FeaturePlayer {
    return this as unknown as FeaturePlayer;
  }

  play(): Promise<void> {
    this.paused = false;
    return Promise.resolve();
  }

  pause(): void {
    this.paused = true;
  }

  emit(...types: string[]): void {
    for (const type of types) this.dispatchEvent(new Event(type));
  }

  playTo(currentTime: number): void {
    this.currentTime = currentTime;
    this.emit('timeupdate');
  }

  openVideo(videoId: string): void {
    Object.assign(this, {
      videoId,
      currentSrc: `https://video.test/${videoId}`,
      currentTime: 0,
      played: { length: 0 },
    });
    this.emit('statechange');
  }
}

class FakeList<Track> extends EventTarget {
  #tracks: Track[] = [];

  [Symbol.iterator](): Iterator<Track> {
    return this.#tracks[Symbol.iterator]();
  }

  add(...tracks: Track[]): void {
    this.#tracks.push(...tracks);
    this.dispatchEvent(new Event('addtrack'));
  }

  clear(): void {
    this.#tracks = [];
  }
}

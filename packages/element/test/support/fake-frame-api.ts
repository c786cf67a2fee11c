import type { FrameApi } from '../../src/engines/iframe/sdk.ts';

/** The player of the SDK without a frame. A test reports the messages of the frame with `report()`. */
export class FakeFrameApi implements FrameApi {
  readonly listeners = new Map<string, Set<(event: Event) => void>>();
  readonly calls: string[] = [];
  /** The properties that were set, in order. */
  readonly assignments: (readonly [string, unknown])[] = [];
  playing: Promise<void> = Promise.resolve();
  readonly #values: Record<string, unknown> = {
    autoplay: false,
    buffered: { ranges: [] },
    controls: true,
    currentTime: 0,
    duration: NaN,
    ended: false,
    letterboxColor: '',
    loop: false,
    muted: false,
    paused: true,
    playbackRate: 1,
    played: { ranges: [] },
    poster: '',
    preload: 'none',
    primaryColor: '',
    src: '',
    videoHeight: 0,
    videoWidth: 0,
    volume: 1,
  };

  declare autoplay: boolean;
  declare buffered: FrameApi['buffered'];
  declare controls: boolean;
  declare currentTime: number;
  declare duration: number;
  declare ended: boolean;
  declare letterboxColor: string;
  declare loop: boolean;
  declare muted: boolean;
  declare paused: boolean;
  declare playbackRate: number;
  declare played: FrameApi['played'];
  declare poster: string;
  declare preload: string;
  declare primaryColor: string;
  declare src: string;
  declare videoHeight: number;
  declare videoWidth: number;
  declare volume: number;

  constructor() {
    for (const name of Object.keys(this.#values))
      Object.defineProperty(this, name, {
        get: () => this.#values[name],
        set: (value: unknown) => {
          this.assignments.push([name, value]);
        },
      });
  }

  play(): Promise<void> {
    this.calls.push('play');
    return this.playing;
  }

  pause(): void {
    this.calls.push('pause');
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.set(type, (this.listeners.get(type) ?? new Set()).add(listener));
  }

  removeEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.get(type)?.delete(listener);
  }

  /** Simulates a message of the frame: new property values, then events. */
  report(properties: Partial<Omit<FrameApi, 'play' | 'pause'>>, ...events: string[]): void {
    Object.assign(this.#values, properties);
    for (const event of events) for (const listener of this.listeners.get(event) ?? []) listener(new Event(event));
  }

  get listenerCount(): number {
    return [...this.listeners.values()].reduce((sum, set) => sum + set.size, 0);
  }
}

import { waitUntil } from '@secure-stream/test-server/wait';
import type { EngineFactory } from '../../../src/engines/engine.ts';
import { isVideo, type MediaPort } from '../../../src/media/media-port.ts';
import { bufferedAhead } from '@secure-stream/test-server/interruption';
import { HANDOVER_S } from '../mount.ts';
import { openEngineFixture, type EngineFixture, type EngineFixtureOptions } from './engine-fixture.ts';

/** Longer than a segment. */
const BUFFERED_S = 5;

/** An engine on a page, with the helpers that its tests share. */
export class EngineHarness {
  fixture!: EngineFixture;
  readonly #create: EngineFactory;

  constructor(create: EngineFactory) {
    this.#create = create;
  }

  get media(): MediaPort {
    return this.fixture.engine.media;
  }

  /** The `<video>` that plays, of an engine that has one. */
  get video(): HTMLVideoElement {
    const { media } = this;
    if (!isVideo(media)) throw new Error('This engine plays through a frame.');
    return media;
  }

  get status(): string {
    return this.fixture.engine.state.status;
  }

  /** How many events of this type the page received. */
  countEvents(event: string): number {
    return this.fixture.events.filter((name) => name === event).length;
  }

  async open(setup: Partial<EngineFixtureOptions> = {}): Promise<void> {
    this.fixture = await openEngineFixture({ create: this.#create, tokenLifetime: 25, ...setup });
  }

  /** Plays until the picture has moved, and forgets the events so far. */
  async start(at = 0.3): Promise<void> {
    await this.media.play();
    await waitUntil(() => this.media.currentTime > at);
    this.fixture.events.length = 0;
  }

  /** `start()`, with as much buffered as a viewer has when a token is renewed. */
  async play(at?: number): Promise<void> {
    await this.start(at);
    const { media } = this;
    const isAtEnd = () => media.currentTime + bufferedAhead(media) >= media.duration - 0.5;
    if (media.duration !== Infinity)
      await waitUntil(() => bufferedAhead(media) >= BUFFERED_S || isAtEnd(), 'the buffer');
    this.fixture.events.length = 0;
  }

  /** Renews until the hand-over is seen in this status, which may last for milliseconds only. `done`: that renewal. */
  async renewUntil(status: string): Promise<{ readonly done: Promise<void> }> {
    for (;;) {
      let isOver = false;
      const done = this.fixture.renew().finally(() => (isOver = true));
      await waitUntil(() => isOver || this.status === status, `a hand-over that is ${status}`, HANDOVER_S);
      if (!isOver) return { done };
    }
  }

  close(): void {
    this.fixture.close();
  }
}

import type { EngineFactory, MediaPort } from '../../src/engine/engine.ts';
import { openScene, until, type Scene, type SceneSetup } from './scene.ts';

/** One engine on a page, and the questions that all tests of it ask. */
export class Rig {
  scene!: Scene;
  readonly #create: EngineFactory;

  constructor(create: EngineFactory) {
    this.#create = create;
  }

  get media(): MediaPort {
    return this.scene.engine.media;
  }

  get status(): string {
    return this.scene.engine.situation.status;
  }

  /** How often the page was told of it. */
  seen(event: string): number {
    return this.scene.events.filter((name) => name === event).length;
  }

  async open(setup: Partial<SceneSetup> = {}): Promise<void> {
    this.scene = await openScene({ create: this.#create, life: 25, ...setup });
  }

  async play(at = 0.3): Promise<void> {
    await this.media.play();
    await until(() => this.media.currentTime > at);
    this.scene.events.length = 0;
  }

  close(): void {
    this.scene.close();
  }
}

import { stage } from '../../../../e2e/stage/client.ts';
import type { SceneOptions } from '../../../../e2e/stage/stage.ts';
import type { StreamError } from '../../src/catalogue/errors.ts';
import type {
  Engine,
  EngineFactory,
  EngineHost,
  EngineSettings,
  EngineSource,
  TokenSource,
} from '../../src/engine/engine.ts';
import type { HandOverEngine } from '../../src/engine/handover-engine.ts';
import { loadSdk } from '../../src/engine/iframe-sdk.ts';
import { applyVideoSettings } from '../../src/engine/video-settings.ts';
import { createClock, type Clock } from '../../src/clock.ts';
import { openLedger, type Ledger } from './ledger.ts';

export interface Scene {
  readonly engine: HandOverEngine;
  readonly host: HTMLElement;
  readonly stageNode: HTMLElement;
  /** What lies on top in the stage. */
  player(): HTMLElement;
  readonly tokens: FakeSession;
  /** What the page was told, in order. */
  readonly events: string[];
  readonly errors: StreamError[];
  reloads(): number;
  readonly ledger: Ledger;
  /** A fresh token comes, and the player is told. Resolves when it is in use. */
  renew(): Promise<void>;
  /** Ends the engine; throws when it leaves anything behind. */
  close(): void;
}

export interface SceneSetup extends SceneOptions {
  readonly create: EngineFactory;
  readonly settings?: Partial<EngineSettings>;
  readonly source?: Partial<EngineSource>;
  /** The page has not fetched the frame's SDK before. */
  readonly coldSdk?: boolean;
  /** A broadcast, which is on the air. */
  readonly live?: boolean;
  /** What goes wrong from the start. */
  readonly failing?: Parameters<typeof stage.fail>[0];
  readonly denying?: Parameters<typeof stage.deny>[0];
  readonly delaying?: Parameters<typeof stage.delay>[0];
}

/** An engine on a page, with a host made by hand. */
export async function openScene({
  create,
  settings,
  source,
  failing,
  live = false,
  denying,
  delaying,
  coldSdk,
  ...options
}: SceneSetup): Promise<Scene> {
  const opened = await stage.open({ latency: 20, bandwidth: 1_000_000, ...options });
  const { origin, endpoint } = opened;
  const videoId = live ? opened.liveInputId : opened.videoId;
  if (live) {
    await stage.start();
    // A few segments, as there are when somebody comes to a broadcast.
    await sleep(12_000);
  }
  if (failing) await stage.fail(failing);
  if (denying) await stage.deny(denying);
  if (delaying) await stage.delay(delaying);
  const host = document.createElement('div');
  host.style.cssText = 'position: relative; width: 480px; height: 270px';
  host.attachShadow({ mode: 'open' }).innerHTML =
    `<style>[part=stage], [part=stage] > * { position: absolute; inset: 0; width: 100%; height: 100%; border: 0 }</style>
     <div part="stage"><video></video></div>`;
  document.body.append(host);
  const video = host.shadowRoot!.querySelector('video')!;
  const stageNode = host.shadowRoot!.querySelector<HTMLElement>('[part=stage]')!;
  // The SDK listens to the page for as long as the page lasts, and once for all players.
  if (!coldSdk) await loadSdk(`${origin}/embed/sdk.latest.js`, createClock(), new AbortController().signal);
  const ledger = openLedger(video, host, stageNode);
  const events: string[] = [];
  const errors: StreamError[] = [];
  let reloads = 0;
  const tokens = new FakeSession(endpoint, videoId, ledger.clock);
  const allSettings: EngineSettings = { ...SETTINGS, ...settings };
  applyVideoSettings(video, allSettings);
  const engineHost: EngineHost = {
    stage: stageNode,
    video,
    source: {
      ...SOURCE,
      live,
      videoId,
      origin,
      sdkSrc: coldSdk ? `${origin}/embed/sdk.latest.js?${Math.random()}` : undefined,
      ...source,
    },
    settings: allSettings,
    tokens,
    clock: ledger.clock,
    emit: (event) => void events.push(event),
    mediaChanged: () => undefined,
    reloaded: () => void (reloads += 1),
    fail: (error) => void errors.push(error),
  };
  const engine = create(engineHost) as Engine & HandOverEngine;
  tokens.renewed = () => engine.renew();

  return {
    engine,
    host,
    stageNode,
    player: () => stageNode.lastElementChild as HTMLElement,
    tokens,
    events,
    errors,
    reloads: () => reloads,
    ledger,
    async renew() {
      const { media } = engine;
      const before = reloads;
      await tokens.renew();
      await until(() => engine.situation.status === 'idle' && (engine.media !== media || reloads > before), 40_000);
      const { length } = stageNode.children;
      if (length !== 1) throw new Error(`${length} players in the stage`);
    },
    close() {
      engine.destroy();
      const left = {
        players: stageNode.querySelectorAll('video, iframe').length,
        listeners: ledger.listeners(),
        timers: ledger.timers(),
      };
      ledger.close();
      host.remove();
      const expected = { players: 1, listeners: coldSdk && 'Stream' in window ? 1 : 0, timers: 0 };
      if (JSON.stringify(left) !== JSON.stringify(expected)) throw new Error(`left behind: ${JSON.stringify(left)}`);
    },
  };
}

/** The tokens of the stage's endpoint, as a session would hold them, without a plan of its own. */
export class FakeSession implements TokenSource {
  renewed = () => {};
  readonly rejected: number[] = [];
  readonly #endpoint: string;
  readonly #videoId: string;
  readonly #clock: Clock;
  #token: { value: string; deadAt: number } | null = null;

  constructor(endpoint: string, videoId: string, clock: Clock) {
    this.#endpoint = endpoint;
    this.#videoId = videoId;
    this.#clock = clock;
  }

  current = () => (this.timeLeft() > 0 ? (this.#token?.value ?? null) : null);

  timeLeft = () => Math.max(0, (this.#token?.deadAt ?? 0) - this.#clock.now());

  async live(): Promise<string> {
    if (this.timeLeft() <= 0) await this.ask();
    return this.#token!.value;
  }

  accept(): void {}

  async reject(token: string, status: number): Promise<string> {
    this.rejected.push(status);
    if (token === this.#token?.value) await this.ask();
    return this.#token!.value;
  }

  async renew(): Promise<void> {
    const before = this.#token?.value;
    // Within the same second an endpoint signs the same claims, and the same claims make the same token.
    while (this.#token?.value === before) {
      await this.ask();
      await sleep(50);
    }
    this.renewed();
  }

  async ask(): Promise<void> {
    const response = await fetch(this.#endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ videoId: this.#videoId }),
    });
    const { token, expiresIn } = (await response.json()) as { token: string; expiresIn: number };
    this.#token = { value: token, deadAt: this.#clock.now() + expiresIn * 1000 };
  }
}

/** Looks until something is so. */
export async function until(condition: () => unknown, milliseconds = 20_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`never came true: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

export const SETTINGS: EngineSettings = {
  autoplay: false,
  controls: false,
  loop: false,
  muted: false,
  playsinline: true,
  preload: 'auto',
  poster: undefined,
  crossorigin: 'anonymous',
  defaultTextTrack: undefined,
  primaryColor: undefined,
  letterboxColor: undefined,
};

const SOURCE = {
  live: false,
  lowLatency: false,
  dvr: false,
  startTime: undefined,
  sdkSrc: undefined,
  adUrl: undefined,
} as const;

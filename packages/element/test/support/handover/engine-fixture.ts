import type { TokenSource } from '@secure-stream/session/core';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import type { FixtureOptions } from '@secure-stream/test-server';
import type { StreamError } from '../../../../session/src/stream-error.ts';
import type {
  Engine,
  EngineFactory,
  EngineOptions,
  EngineSettings,
  EngineSource,
} from '../../../src/engines/engine.ts';
import type { HandoverEngine } from '../../../src/engines/handover/engine.ts';
import { loadSdk } from '../../../src/engines/iframe/sdk.ts';
import { HANDOVER_S } from '../mount.ts';
import { applyVideoSettings } from '../../../src/media/video-settings.ts';
import { createClock, type Clock } from '../../../../session/src/clock.ts';
import { isInterruption } from '@secure-stream/test-server/interruption';
import { trackLeaks, type LeakTracker } from './leak-tracker.ts';

export interface EngineFixture {
  readonly engine: HandoverEngine;
  readonly host: HTMLElement;
  readonly mediaContainer: HTMLElement;
  /** The topmost player of the container. */
  player(): HTMLElement;
  readonly tokens: FakeTokenSource;
  /** The events that the page received, in order, without a `waiting` for the decoder (`isInterruption`). */
  readonly events: string[];
  readonly errors: StreamError[];
  reloads(): number;
  readonly leakTracker: LeakTracker;
  /** Renews the token. Resolves when the player uses it. */
  renew(): Promise<void>;
  /** Destroys the engine. Throws if it leaves a player, listener or timer behind. */
  close(): void;
}

export interface EngineFixtureOptions extends FixtureOptions {
  readonly create: EngineFactory;
  readonly settings?: Partial<EngineSettings>;
  readonly source?: Partial<EngineSource>;
  /** The SDK is not loaded yet. */
  readonly isSdkUnloaded?: boolean;
  /** Plays a live stream. */
  readonly live?: boolean;
  /** Default: the page's clock. */
  readonly clock?: Clock;
  /** A fault from the start. */
  readonly failure?: Parameters<typeof testServer.failNext>[0];
  readonly rejection?: Parameters<typeof testServer.rejectNext>[0];
  readonly responseDelay?: Parameters<typeof testServer.delayNext>[0];
}

/** Creates an engine on a page, without the element and its player. */
export async function openEngineFixture({
  create,
  settings,
  source,
  failure,
  live = false,
  clock,
  rejection,
  responseDelay,
  isSdkUnloaded,
  ...options
}: EngineFixtureOptions): Promise<EngineFixture> {
  const servers = await testServer.open({ latency: 20, bandwidth: 1_000_000, ...options });
  const { origin, endpoint } = servers;
  const videoId = live ? servers.liveInputId : servers.videoId;
  if (live) {
    await testServer.startLive();
    // The stream has segments when the player starts.
    await testServer.advanceClock(12_000);
  }
  if (failure) await testServer.failNext(failure);
  if (rejection) await testServer.rejectNext(rejection);
  if (responseDelay) await testServer.delayNext(responseDelay);
  const host = document.createElement('div');
  host.style.cssText = 'position: relative; width: 480px; height: 270px';
  host.attachShadow({ mode: 'open' }).innerHTML =
    `<style>[part=media], [part=media] > * { position: absolute; inset: 0; width: 100%; height: 100%; border: 0 }</style>
     <div part="media"><video></video></div>`;
  document.body.append(host);
  const video = host.shadowRoot!.querySelector('video')!;
  const mediaContainer = host.shadowRoot!.querySelector<HTMLElement>('[part=media]')!;
  // The SDK adds one listener to the page, for all players, and never removes it.
  if (!isSdkUnloaded)
    await loadSdk({ url: `${origin}/embed/sdk.latest.js` }, createClock(), new AbortController().signal);
  const leakTracker = trackLeaks([video, host, mediaContainer], clock);
  const events: string[] = [];
  const errors: StreamError[] = [];
  let reloads = 0;
  const tokens = new FakeTokenSource(endpoint, videoId, leakTracker.clock);
  const allSettings: EngineSettings = { ...DEFAULT_SETTINGS, ...settings };
  applyVideoSettings(video, allSettings);
  video.muted = allSettings.defaultMuted;
  const engineOptions: EngineOptions = {
    mediaContainer,
    video,
    source: {
      ...DEFAULT_SOURCE,
      live,
      videoId,
      origin,
      sdkSrc: isSdkUnloaded ? `${origin}/embed/sdk.latest.js?${Math.random()}` : undefined,
      ...source,
    },
    settings: allSettings,
    tokens,
    clock: leakTracker.clock,
    emit: (event) => {
      if (isInterruption(event, engine.media)) events.push(event);
    },
    isPauseRequested: () => false,
    onMediaChange: () => undefined,
    onReload: () => void (reloads += 1),
    onError: (error) => void errors.push(error),
    recovered: () => {},
  };
  const engine = create(engineOptions) as Engine & HandoverEngine;
  tokens.onRenewed = () => engine.onTokenRenewed();

  return {
    engine,
    host,
    mediaContainer,
    player: () => mediaContainer.lastElementChild as HTMLElement,
    tokens,
    events,
    errors,
    reloads: () => reloads,
    leakTracker,
    async renew() {
      const { media } = engine;
      const before = reloads;
      await tokens.renew();
      const isOver = () => engine.state.status === 'idle' && (engine.media !== media || reloads > before);
      await waitUntil(isOver, 'the hand-over', HANDOVER_S);
      const { length } = mediaContainer.children;
      if (length !== 1) throw new Error(`${length} players in the container`);
    },
    close() {
      engine.destroy();
      const left = {
        players: mediaContainer.querySelectorAll('video, iframe').length,
        listeners: leakTracker.listeners(),
        timers: leakTracker.timers(),
      };
      leakTracker.close();
      host.remove();
      const expected = { players: 1, listeners: isSdkUnloaded && 'Stream' in window ? 1 : 0, timers: 0 };
      if (JSON.stringify(left) !== JSON.stringify(expected)) throw new Error(`left behind: ${JSON.stringify(left)}`);
    },
  };
}

/** The tokens of the test endpoint, without a session and its renewals. */
export class FakeTokenSource implements TokenSource {
  onRenewed = () => {};
  readonly rejected: number[] = [];
  readonly #endpoint: string;
  readonly #videoId: string;
  readonly #clock: Clock;
  #token: { value: string; expiresAt: number } | null = null;

  constructor(endpoint: string, videoId: string, clock: Clock) {
    this.#endpoint = endpoint;
    this.#videoId = videoId;
    this.#clock = clock;
  }

  current = () => (this.remainingLifetime() > 0 ? (this.#token?.value ?? null) : null);

  remainingLifetime = () => Math.max(0, (this.#token?.expiresAt ?? 0) - this.#clock.now());

  async waitForToken(): Promise<string> {
    if (this.remainingLifetime() <= 0) await this.requestToken();
    return this.#token!.value;
  }

  accept(): void {}

  async reject(token: string, status: number): Promise<string> {
    this.rejected.push(status);
    if (token === this.#token?.value) await this.requestToken();
    return this.#token!.value;
  }

  async renew(): Promise<void> {
    // Two tokens signed in the same second are equal.
    await testServer.advanceClock(1000);
    await this.requestToken();
    this.onRenewed();
  }

  async requestToken(): Promise<void> {
    const response = await fetch(this.#endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ videoId: this.#videoId }),
    });
    const { token, expiresIn } = (await response.json()) as { token: string; expiresIn: number };
    this.#token = { value: token, expiresAt: this.#clock.now() + expiresIn * 1000 };
  }
}

export const DEFAULT_SETTINGS: EngineSettings = {
  autoplay: false,
  controls: false,
  loop: false,
  defaultMuted: false,
  playsInline: true,
  preload: 'auto',
  poster: undefined,
  crossOrigin: 'anonymous',
  defaultTextTrack: undefined,
  primaryColor: undefined,
  letterboxColor: undefined,
};

const DEFAULT_SOURCE = {
  live: false,
  lowLatency: false,
  dvr: false,
  startTime: undefined,
  sdkSrc: undefined,
  adUrl: undefined,
} as const;

import type { TokenSource } from '@secure-stream/session/core';
import type { EngineFactory, EngineOptions } from '../../packages/element/src/engines/engine.ts';
import { waitUntil } from '@secure-stream/test-server/wait';
import { createClock } from '../../packages/session/src/clock.ts';
import { createIframeEngine } from '../../packages/element/src/engines/iframe/engine.ts';
import { createNativeEngine } from '../../packages/element/src/engines/native/engine.ts';
import { ReloadingFrame, ReloadingVideo } from './reload-engines.ts';
import { MARGIN_MS, SETTLE_MS, type Recording } from './measure.ts';
import type { ProbeReport } from './probe.ts';

export type Variant = 'native' | 'native, reloaded' | 'iframe' | 'iframe, reloaded';

export interface RunOptions {
  readonly variant: Variant;
  readonly origin: string;
  readonly endpoint: string;
  readonly videoId: string;
  readonly renewals: number;
}

const engineFactories: Record<Variant, EngineFactory> = {
  native: createNativeEngine,
  'native, reloaded': (host) => new ReloadingVideo(host),
  iframe: createIframeEngine,
  'iframe, reloaded': (host) => new ReloadingFrame(host),
};

async function run({ variant, origin, endpoint, videoId, renewals }: RunOptions): Promise<Recording> {
  const clock = createClock();
  const mediaContainer = document.querySelector<HTMLElement>('#media')!;
  const video = mediaContainer.querySelector('video')!;
  const recording = startRecording(mediaContainer);
  const events: Record<string, number> = {};
  let reloads = 0;

  let token = await requestToken();
  const tokens: TokenSource = {
    current: () => token.value,
    remainingLifetime: () => token.expiresAt - clock.now(),
    waitForToken: async () => token.value,
    accept() {},
    reject: async () => (token = await requestToken()).value,
  };
  const host: EngineOptions = {
    mediaContainer,
    video,
    source: {
      videoId,
      origin,
      live: false,
      lowLatency: false,
      dvr: false,
      startTime: undefined,
      sdkSrc: undefined,
      adUrl: undefined,
    },
    settings: { autoplay: false, controls: false, loop: false, defaultMuted: false, playsInline: true, preload: 'auto', poster: undefined, crossOrigin: 'anonymous', defaultTextTrack: undefined, primaryColor: undefined, letterboxColor: undefined }, // prettier-ignore
    tokens,
    clock,
    isPauseRequested: () => false,
    emit: (name) => void (events[name] = (events[name] ?? 0) + 1),
    onMediaChange: () => undefined,
    onReload: () => void (reloads += 1),
    recovered: () => {},
    onError: (error) => {
      throw error;
    },
  };
  const engine = engineFactories[variant](host);
  await waitUntil(() => engine.media.readyState >= 2);
  await engine.media.play();
  await waitUntil(() => engine.media.currentTime > START_S);
  await sleep(2 * SETTLE_MS);
  for (const name of Object.keys(events)) delete events[name];

  const times: [number, number][] = [];
  for (let count = 0; count < renewals; count += 1) {
    token = await requestToken();
    const start = now();
    const shownBefore = recording.shown.length;
    engine.onTokenRenewed();
    if (variant.endsWith('reloaded')) await sleep(2500);
    else await waitUntil(() => recording.shown.length > shownBefore);
    const end = now();
    times.push([start, end]);
    await sleep(SETTLE_MS + (end - start) + 2 * MARGIN_MS);
    // The video is too short for all renewals. What this seek causes does not count.
    const counted = { ...events };
    engine.media.currentTime = START_S;
    await waitUntil(() => !engine.media.seeking && engine.media.currentTime > START_S + 1);
    await sleep(SETTLE_MS);
    for (const name of Object.keys(events)) events[name] = counted[name] ?? 0;
  }
  engine.destroy();
  return { ...recording, renewals: times, events, reloads };

  async function requestToken() {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ videoId }),
    });
    const { token, expiresIn } = (await response.json()) as { token: string; expiresIn: number };
    return { value: token, expiresAt: clock.now() + expiresIn * 1000 };
  }
}

function startRecording(mediaContainer: HTMLElement) {
  const frames: [number, number, number, number][] = [];
  const sounds: [number, number, number][] = [];
  const shown: [number, number][] = [];
  const numbers = new Map<unknown, number>();
  const reporters = new Map<number, number>();
  const numberOf = (thing: unknown) => {
    if (!numbers.has(thing)) numbers.set(thing, numbers.size);
    return numbers.get(thing)!;
  };
  const identify = (node: Element | null) => (node instanceof HTMLIFrameElement ? node.contentWindow : node);
  const update = () => {
    const player = numberOf(identify(mediaContainer.lastElementChild));
    // The page shows a change with its next animation frame.
    if (shown.at(-1)?.[0] !== player)
      requestAnimationFrame((time) => shown.push([player, performance.timeOrigin + time]));
  };
  new MutationObserver(update).observe(mediaContainer, { childList: true });
  update();

  addEventListener('message', ({ source, data }: MessageEvent<ProbeReport>) => {
    if (!data.probe) return;
    const video = source === window && [...videos].find((video) => 'probed' in video && video.probed === data.player);
    const player = reporters.get(data.player) ?? numberOf(video || source);
    reporters.set(data.player, player);
    const [one = NaN, two = NaN, three = NaN] = data.values;
    if (data.probe === 'frame') frames.push([player, one, two, three]);
    else sounds.push([player, one, two]);
  });
  const videos = new Set<HTMLVideoElement>();
  addEventListener('play', ({ target }) => target instanceof HTMLVideoElement && videos.add(target), true);
  return { frames, sounds, shown };
}

/** Seconds. */
const START_S = 2;
const now = () => performance.timeOrigin + performance.now();
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

Object.assign(window, { run });

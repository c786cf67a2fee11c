import type { EngineFactory, EngineHost, TokenSource } from '../../packages/element/src/engine/engine.ts';
import { createClock } from '../../packages/element/src/clock.ts';
import { createIframeEngine } from '../../packages/element/src/engine/iframe.ts';
import { createNativeEngine } from '../../packages/element/src/engine/native.ts';
import { PlainFrame, PlainVideo } from './plain.ts';
import type { Report } from './probe.ts';

export type Variant = 'native' | 'native, reloaded' | 'iframe' | 'iframe, reloaded';

export interface RunOptions {
  readonly variant: Variant;
  readonly origin: string;
  readonly endpoint: string;
  readonly videoId: string;
  readonly renewals: number;
  /** Milliseconds between the end of a renewal and the next one. */
  readonly pause: number;
}

/** What was seen and heard, for `measure.ts` to judge. Times are milliseconds since 1970. */
export interface Recording {
  /** Number of the player, time, place in the film in seconds. */
  readonly pictures: readonly (readonly [player: number, time: number, place: number])[];
  readonly sounds: readonly (readonly [start: number, end: number])[];
  /** Which player was seen from when on. */
  readonly shown: readonly (readonly [player: number, time: number])[];
  readonly renewals: readonly (readonly [start: number, end: number])[];
  /** What the page heard once it played, each with how often. */
  readonly events: Readonly<Record<string, number>>;
  readonly reloads: number;
}

const factories: Record<Variant, EngineFactory> = {
  native: createNativeEngine,
  'native, reloaded': (host) => new PlainVideo(host),
  iframe: createIframeEngine,
  'iframe, reloaded': (host) => new PlainFrame(host),
};

async function run({ variant, origin, endpoint, videoId, renewals, pause }: RunOptions): Promise<Recording> {
  const clock = createClock();
  const stage = document.querySelector<HTMLElement>('#stage')!;
  const video = stage.querySelector('video')!;
  const recording = record(stage);
  const events: Record<string, number> = {};
  let reloads = 0;

  let token = await ask();
  const tokens: TokenSource = {
    current: () => token.value,
    timeLeft: () => token.deadAt - clock.now(),
    live: async () => token.value,
    accept() {},
    reject: async () => (token = await ask()).value,
  };
  const host: EngineHost = {
    stage,
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
    settings: { autoplay: false, controls: false, loop: false, muted: false, playsinline: true, preload: 'auto', poster: undefined, crossorigin: 'anonymous', defaultTextTrack: undefined, primaryColor: undefined, letterboxColor: undefined }, // prettier-ignore
    tokens,
    clock,
    emit: (name) => void (events[name] = (events[name] ?? 0) + 1),
    mediaChanged: () => undefined,
    reloaded: () => void (reloads += 1),
    fail: (error) => {
      throw error;
    },
  };
  const engine = factories[variant](host);
  await until(() => engine.media.readyState >= 2);
  await engine.media.play();
  await until(() => engine.media.currentTime > 2);
  await sleep(pause);
  for (const name of Object.keys(events)) delete events[name];

  const times: [number, number][] = [];
  for (let count = 0; count < renewals; count += 1) {
    token = await ask();
    const start = now();
    const shownBefore = recording.shown.length;
    engine.renew();
    if (variant.endsWith('reloaded')) await sleep(2500);
    else await until(() => recording.shown.length > shownBefore);
    times.push([start, now()]);
    await sleep(pause);
  }
  engine.destroy();
  return { ...recording, renewals: times, events, reloads };

  async function ask() {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ videoId }),
    });
    const { token, expiresIn } = (await response.json()) as { token: string; expiresIn: number };
    return { value: token, deadAt: clock.now() + expiresIn * 1000 };
  }
}

function record(stage: HTMLElement) {
  const pictures: [number, number, number][] = [];
  const sounds: [number, number][] = [];
  const shown: [number, number][] = [];
  const numbers = new Map<unknown, number>();
  const numberOf = (thing: unknown) => {
    if (!numbers.has(thing)) numbers.set(thing, numbers.size);
    return numbers.get(thing)!;
  };
  const identify = (node: Element | null) => (node instanceof HTMLIFrameElement ? node.contentWindow : node);
  const look = () => {
    const player = numberOf(identify(stage.lastElementChild));
    if (shown.at(-1)?.[0] !== player) shown.push([player, now()]);
  };
  new MutationObserver(look).observe(stage, { childList: true });
  look();

  addEventListener('message', ({ source, data }: MessageEvent<Report>) => {
    if (!data.probe) return;
    const video = source === window && [...videos].find((video) => 'probed' in video && video.probed === data.player);
    const player = numberOf(video || source);
    for (const [one, two] of data.pairs) {
      if (data.probe === 'picture') pictures.push([player, one, two]);
      else sounds.push([one, two]);
    }
  });
  const videos = new Set<HTMLVideoElement>();
  addEventListener('play', ({ target }) => target instanceof HTMLVideoElement && videos.add(target), true);
  return { pictures, sounds, shown };
}

const now = () => performance.timeOrigin + performance.now();
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

Object.assign(window, { run });

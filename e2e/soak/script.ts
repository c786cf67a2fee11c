import { randomFrom } from '../../packages/origin/src/faults/faults.ts';

/** An action of the viewer or of the page. */
export type Action =
  | { readonly do: 'play' | 'pause' | 'retry' | 'move' | 'pip' | 'fullscreen' | 'hide' | 'show' | 'mute' | 'unmute' }
  /** `to` is a share of the seekable range. */
  | { readonly do: 'seek'; readonly to: number }
  | { readonly do: 'rate' | 'volume'; readonly value: number }
  /** `index` selects from the available ones, modulo their number. -1: none, or automatic. */
  | { readonly do: 'captions' | 'dub' | 'quality'; readonly index: number }
  /** Removes the player, and inserts it again after so many milliseconds. */
  | { readonly do: 'reinsert'; readonly after: number }
  | PageAction;

/** An action of the page that a viewer does not notice. */
export type PageAction =
  /** `moveBefore()`, which keeps the player connected. */
  | { readonly do: 'moveBefore' }
  /** Changes the language of the page. */
  | { readonly do: 'lang'; readonly value: string }
  /** Sets a property that does not reload the source. */
  | { readonly do: 'prop'; readonly name: string; readonly value: unknown };

export type RequestTarget = 'multivariant' | 'media-playlist' | 'init' | 'segment' | 'caption' | 'thumbnail' | 'token';

/** A fault. All but a revoked key and a changed clock end with the round. */
export type Fault =
  | { readonly fault: 'offline'; readonly seconds: number }
  | { readonly fault: 'status'; readonly target: RequestTarget; readonly status: number; readonly count: number }
  | { readonly fault: 'corrupt' | 'slow' | 'reset' | 'cut'; readonly target: RequestTarget; readonly count: number }
  | { readonly fault: 'revoke' }
  /** Changes the clock of the server, so that the viewer's clock is wrong by as much. */
  | { readonly fault: 'clock'; readonly seconds: number };

export interface Step {
  /** Milliseconds after the step before. */
  readonly after: number;
  readonly step: Action | Fault;
}

export type EngineName = 'hls' | 'native' | 'iframe';
export type StreamName = 'vod' | 'live' | 'dvr';

/** One player from its mount to its removal. After each round, it has to meet the conditions. */
export interface Cycle {
  readonly engine: EngineName;
  readonly stream: StreamName;
  /** Seconds that a token is valid. */
  readonly tokenLifetime: number;
  /** Milliseconds for which the page is prerendered. 0: it is not. */
  readonly prerendered: number;
  readonly rounds: readonly (readonly Step[])[];
}

export interface ScriptOptions {
  readonly seed: number;
  /** Only this engine. Default: mixed. */
  readonly engine?: EngineName | undefined;
  readonly stream?: StreamName | undefined;
}

/** Creates an endless sequence of cycles. The same seed and filters create the same sequence. */
export function* createScript({ seed, engine, stream }: ScriptOptions): Generator<Cycle, never> {
  const random = randomFrom(seed);
  // With random numbers of its own, so that the other steps of a seed stay the same.
  const pageRandom = randomFrom(seed + 1e6);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const kinds = Object.keys(ACTIONS) as (keyof typeof ACTIONS)[];

  const action = (): Action => {
    const name = pick(kinds.flatMap((kind) => Array.from({ length: ACTIONS[kind] }, () => kind)));
    switch (name) {
      case 'seek':
        return { do: name, to: Math.round(random() * 85) / 100 };
      case 'rate':
        return { do: name, value: pick([0.5, 1, 1.25, 1.5, 2]) };
      case 'volume':
        return { do: name, value: pick([0.2, 0.5, 1]) };
      case 'captions':
      case 'dub':
      case 'quality':
        return { do: name, index: between(-1, 2) };
      case 'reinsert':
        return { do: name, after: pick([0, 50, 1000]) };
      default:
        return { do: name };
    }
  };
  const fault = (kind: StreamName): Fault => {
    const target = pick(TARGETS);
    const count = between(1, 4);
    const name = pick(['offline', 'status', 'status', 'corrupt', 'slow', 'reset', 'cut', 'revoke', 'clock'] as const);
    switch (name) {
      case 'offline':
        return { fault: name, seconds: pick([1, 3, 8, 20, 20, 90]) };
      case 'status':
        return { fault: name, target, status: pick([403, 404, 500, 503]), count };
      case 'revoke':
        return { fault: name };
      case 'clock':
        // The segments of a live stream depend on the same clock.
        return kind === 'vod' ? { fault: name, seconds: pick([-3600, -30, 30, 3600]) } : { fault: 'revoke' };
      default:
        return { fault: name, target, count };
    }
  };

  const pageAction = (): PageAction => {
    const pick = <T>(values: readonly T[]): T => values[Math.floor(pageRandom() * values.length)]!;
    const kind = pick(['moveBefore', 'lang', 'prop', 'prop'] as const);
    if (kind === 'moveBefore') return { do: kind };
    if (kind === 'lang') return { do: kind, value: pick(['en', 'de', 'ar', 'xx']) };
    const [name, values] = pick(Object.entries(PROPERTIES));
    return { do: kind, name, value: pick(values) };
  };

  for (;;) {
    const kind = stream ?? pick(['vod', 'vod', 'live', 'dvr'] as const);
    const rounds = Array.from({ length: between(2, 4) }, () =>
      Array.from({ length: between(1, 5) }, (): Step => ({
        after: between(0, 2500),
        step: random() < 0.35 ? fault(kind) : action(),
      })).flatMap((step) => (pageRandom() < 0.3 ? [{ after: 0, step: pageAction() }, step] : [step])),
    );
    yield {
      engine: engine ?? pick(['hls', 'hls', 'hls', 'native', 'iframe'] as const),
      stream: kind,
      tokenLifetime: pick([8, 15, 40]),
      prerendered: pageRandom() < 0.2 ? 1500 : 0,
      rounds,
    };
  }
}

/** The properties that a page may set at any time, and their values. */
const PROPERTIES: Readonly<Record<string, readonly unknown[]>> = {
  controls: [true, false],
  renewBefore: [undefined, 1, 4],
  poster: ['', 'none'],
  preload: ['auto', 'metadata'],
  loading: ['eager', 'lazy'],
  tokenRequest: [undefined, {}],
  width: [320, 480],
};

/** The relative frequency of each action of a viewer. */
const ACTIONS: Readonly<Record<Exclude<Action['do'], PageAction['do']>, number>> = {
  play: 4,
  pause: 2,
  seek: 5,
  rate: 2,
  volume: 1,
  mute: 1,
  unmute: 1,
  captions: 3,
  dub: 2,
  quality: 2,
  retry: 2,
  move: 2,
  reinsert: 2,
  hide: 1,
  show: 1,
  pip: 1,
  fullscreen: 1,
};

const TARGETS: readonly RequestTarget[] = [
  'multivariant',
  'media-playlist',
  'init',
  'segment',
  'segment',
  'segment',
  'caption',
  'thumbnail',
  'token',
];

export const describeStep = ({ step }: Step): string =>
  'do' in step ? [step.do, ...Object.values(step).slice(1)].join(' ') : ['fault:', ...Object.values(step)].join(' ');

import type { SecureStreamElement } from '@secure-stream/element';
import '@secure-stream/element/define';
import type { Action, EngineName, StreamName } from './script.ts';
import type { Snapshot } from './invariants.ts';

export interface MountOptions {
  readonly origin: string;
  readonly endpoint: string;
  readonly videoId: string;
  readonly engine: EngineName;
  readonly stream: StreamName;
  /** Default false. */
  readonly isPrerendered?: boolean;
}

/** The viewer: mounts a player, acts on it, and takes snapshots of it. */
const viewer = {
  mount({ origin, endpoint, videoId, engine, stream, isPrerendered }: MountOptions): void {
    if (isPrerendered) Object.defineProperty(document, 'prerendering', { value: true, configurable: true });
    element = document.createElement('secure-stream');
    element.style.width = '480px';
    reported = {};
    const player = element;
    for (const [name, report] of Object.entries(REPORTERS)) player.addEventListener(name, () => report(player));
    Object.assign(element, {
      videoId,
      engine,
      streamOrigin: origin,
      tokenEndpoint: endpoint,
      sdkSrc: `${origin}/embed/sdk.latest.js`,
      live: stream !== 'vod',
      dvr: stream === 'dvr',
      // Otherwise the whole video is buffered within seconds, and no fault has an effect.
      hlsConfig: { maxBufferLength: 8, maxMaxBufferLength: 8, backBufferLength: 10 },
      muted: true,
      storyboard: true,
    });
    containers()[0]!.append(element);
    void element.play().catch(() => undefined);
  },

  /** Performs an action. Returns the value that an index selected. */
  act(action: Action): string | number | null | undefined {
    const player = element!;
    switch (action.do) {
      case 'play':
        void player.play().catch(() => undefined);
        return undefined;
      case 'pause':
        player.pause();
        return undefined;
      case 'retry':
        player.retry();
        return undefined;
      case 'move':
        otherContainer(player).append(player);
        return undefined;
      case 'moveBefore':
        otherContainer(player).moveBefore?.(player, null);
        return undefined;
      case 'lang':
        document.documentElement.lang = action.value;
        return undefined;
      case 'prop':
        Object.assign(player, { [action.name]: action.value });
        return undefined;
      case 'reinsert': {
        const container = player.parentElement!;
        player.remove();
        setTimeout(() => container.append(player), action.after);
        return undefined;
      }
      case 'seek': {
        const { length } = player.seekable;
        if (length === 0) return undefined;
        const [start, end] = [player.seekable.start(0), player.seekable.end(length - 1)];
        player.currentTime = start + (end - start) * action.to;
        return undefined;
      }
      case 'rate':
        player.playbackRate = action.value;
        // Chromium plays a live stream natively at rate 1 only.
        return player.engine === 'native' && player.live ? undefined : action.value;
      case 'volume':
        player.volume = action.value;
        return undefined;
      case 'mute':
      case 'unmute':
        player.muted = action.do === 'mute';
        return undefined;
      case 'captions': {
        const tracks = captionsOf(player);
        if (tracks.length === 0) return undefined;
        const chosen = action.index < 0 ? undefined : tracks[action.index % tracks.length];
        for (const track of tracks) track.mode = track === chosen ? 'showing' : 'disabled';
        return chosen?.language ?? null;
      }
      case 'dub': {
        const tracks = [...player.audioTracks];
        if (tracks.length < 2) return undefined;
        const chosen = tracks[Math.max(0, action.index) % tracks.length]!;
        chosen.enabled = true;
        return chosen.language;
      }
      case 'quality': {
        const renditions = [...player.videoRenditions];
        if (renditions.length < 2) return undefined;
        const index = action.index < 0 ? -1 : action.index % renditions.length;
        player.videoRenditions.selectedIndex = index;
        return index < 0 ? null : renditions[index]!.height!;
      }
      case 'pip':
        if (document.pictureInPictureElement) void document.exitPictureInPicture().catch(() => undefined);
        else void player.requestPictureInPicture().catch(() => undefined);
        return undefined;
      case 'fullscreen':
        if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
        else void player.requestFullscreen().catch(() => undefined);
        return undefined;
      default:
        return undefined;
    }
  },

  /** Shows a prerendered page. */
  activate(): void {
    Reflect.deleteProperty(document, 'prerendering');
    document.dispatchEvent(new Event('prerenderingchange'));
  },

  /** Leaves full screen and picture-in-picture. */
  async settle(): Promise<void> {
    if (document.fullscreenElement) await document.exitFullscreen().catch(() => undefined);
    if (document.pictureInPictureElement) await document.exitPictureInPicture().catch(() => undefined);
  },

  takeSnapshot(): Snapshot {
    const player = element!;
    const { error } = player;
    const quality = [...player.videoRenditions];
    return {
      time: player.currentTime,
      duration: Number.isFinite(player.duration) ? player.duration : null,
      paused: player.paused,
      ended: player.ended || player.state === 'ended',
      seeking: player.seeking,
      rate: player.playbackRate,
      volume: player.volume,
      muted: player.muted,
      state: player.state,
      error: error && { reason: error.reason, remedy: error.remedy },
      message: player.shadowRoot?.textContent.trim() ?? '',
      captions: captionsOf(player).find(({ mode }) => mode === 'showing')?.language ?? null,
      dub: [...player.audioTracks].find(({ enabled }) => enabled)?.language,
      quality: quality.length < 2 ? undefined : (quality[player.videoRenditions.selectedIndex]?.height ?? null),
      reported,
    };
  },

  /** The markup of the page and the player, without the URLs that a `<video>` or frame needs. */
  html(): string {
    const copy = document.documentElement.cloneNode(true) as HTMLElement;
    const inside = (element?.shadowRoot?.innerHTML ?? '').replace(/<(video|iframe|source)[^>]*>/g, '');
    return copy.outerHTML + inside;
  },

  unmount(): void {
    element?.remove();
    element = null;
  },

  /** The number of pending timers. */
  timers: (): number => timers.size,
};

declare global {
  interface Window {
    viewer: typeof viewer;
  }
}

let element: SecureStreamElement | null = null;
let reported: Record<string, boolean | number> = {};

const containers = () => [...document.querySelectorAll('main > div')];

const otherContainer = ({ parentElement }: Element) =>
  containers().find((container) => container !== parentElement)! as Element & {
    moveBefore?(node: Node, child: Node | null): void;
  };

const captionsOf = (player: SecureStreamElement): TextTrack[] =>
  // A frame has no text tracks.
  [...((player.textTracks as TextTrackList | undefined) ?? [])].filter(
    ({ kind }) => kind === 'captions' || kind === 'subtitles',
  );

const REPORTERS: Readonly<Record<string, (player: SecureStreamElement) => void>> = {
  play: () => (reported['paused'] = false),
  pause: () => (reported['paused'] = true),
  // The media load algorithm of HTML pauses and ends a seek without an event.
  emptied: ({ paused, seeking }) => Object.assign(reported, { paused, seeking }),
  seeking: () => (reported['seeking'] = true),
  seeked: () => (reported['seeking'] = false),
  ratechange: (player) => (reported['rate'] = player.playbackRate),
  volumechange: (player) => Object.assign(reported, { volume: player.volume, muted: player.muted }),
};

const timers = new Set<number>();

/** Counts the timers of the whole page. */
function watchTimers(): void {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = window;
  const set = (original: typeof setTimeout, isOnce: boolean) =>
    ((callback: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) => {
      const id = original(() => {
        if (isOnce) timers.delete(id);
        callback(...args);
      }, delay);
      timers.add(id);
      return id;
    }) as unknown as typeof setTimeout;
  const clear = (original: (id?: number) => void) => (id?: number) => {
    if (id !== undefined) timers.delete(id);
    original(id);
  };
  Object.assign(window, {
    setTimeout: set(setTimeout, true),
    setInterval: set(setInterval as unknown as typeof setTimeout, false),
    clearTimeout: clear(clearTimeout),
    clearInterval: clear(clearInterval),
  });
}

watchTimers();
window.viewer = viewer;

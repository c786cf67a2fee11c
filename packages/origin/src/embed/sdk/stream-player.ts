import {
  type FrameMessage,
  type FromFrame,
  type ToFrame,
  INITIAL_PROPERTIES,
  isPlayerProperty,
  isReadOnly,
  type PlayerProperty,
  isMessage,
} from './messages.js';

/**
 * What `Stream(iframe)` returns: an event target with the properties of `player-properties.ts`. Each property is a copy that the frame's
 * messages update. Setting one posts a message; the copy changes when the frame reports the change. Messages wait until the frame is ready.
 */
class StreamPlayer extends EventTarget {
  readonly #properties: Record<string, unknown> = { ...INITIAL_PROPERTIES };
  readonly #post: (message: ToFrame) => void;
  readonly #pendingPlays = new Map<number, Settle>();
  /** Messages for a frame that is not ready; `null` once it is. */
  #queue: ToFrame[] | null = [];
  #lastPlay = 0;

  constructor(post: (message: ToFrame) => void) {
    super();
    this.#post = post;
    for (const name of Object.keys(INITIAL_PROPERTIES) as PlayerProperty[]) {
      Object.defineProperty(this, name, {
        enumerable: true,
        get: () => this.#properties[name],
        ...(isReadOnly(name) ? {} : { set: (value: unknown) => this.#set(name, value) }),
      });
    }
  }

  play(): Promise<void> {
    const promiseId = ++this.#lastPlay;
    return new Promise((resolve, reject) => {
      this.#pendingPlays.set(promiseId, { resolve, reject });
      this.#send({ __privateUnstableMessageType: 'playCommand', promiseId });
    });
  }

  pause(): void {
    this.#send({ __privateUnstableMessageType: 'pauseCommand' });
  }

  /** Handles a message of the frame. Called by the SDK, not by pages. */
  static receive(player: StreamPlayer, message: FrameMessage): void {
    player.#receive(message);
  }

  #receive(message: FrameMessage): void {
    switch (message.__privateUnstableMessageType) {
      case 'iframeReady':
        this.#queue?.forEach(this.#post);
        this.#queue = null;
        break;
      case 'propertyChange':
        if (isPlayerProperty(message.property)) this.#properties[message.property] = message.value;
        break;
      case 'bufferedTimeRangesUpdate':
        this.#properties['buffered'] = { ranges: message.timeRanges };
        break;
      case 'event':
        this.dispatchEvent(new Event(message.eventName));
        break;
      case 'playSettled':
        this.#settle(message);
    }
  }

  #settle({ promiseId, error }: Extract<FromFrame, { __privateUnstableMessageType: 'playSettled' }>): void {
    const play = this.#pendingPlays.get(promiseId);
    this.#pendingPlays.delete(promiseId);
    if (error) play?.reject(new DOMException(error.message, error.name));
    else play?.resolve();
  }

  #set(property: PlayerProperty, value: unknown): void {
    this.#send({ __privateUnstableMessageType: 'setProperty', property, value });
  }

  #send(message: ToFrame): void {
    if (this.#queue) this.#queue.push(message);
    else this.#post(message);
  }
}

interface Settle {
  readonly resolve: () => void;
  readonly reject: (reason: DOMException) => void;
}

/** Players are collected with their frame, so nothing has to be removed: one listener serves all of them. */
const playersOf = new WeakMap<HTMLIFrameElement, StreamPlayer[]>();
const frames = new Set<WeakRef<HTMLIFrameElement>>();

/**
 * Creates a player that controls the frame. Call it before the frame has loaded: the frame posts `iframeReady` once, and a player that misses
 * it stays unready.
 */
export function Stream(frame: HTMLIFrameElement): StreamPlayer {
  if (!(frame instanceof HTMLIFrameElement)) throw new TypeError('Stream() needs an iframe element');
  const player = new StreamPlayer((message) => {
    const origin = originOf(frame);
    if (origin) frame.contentWindow?.postMessage(message, origin);
  });
  const players = playersOf.get(frame);
  if (players) players.push(player);
  else {
    playersOf.set(frame, [player]);
    frames.add(new WeakRef(frame));
  }
  return player;
}

/** Passes messages of frames to their players. Ignores other windows, and frames that navigated to another origin. */
export function listen(target: Window): void {
  target.addEventListener('message', ({ data, source, origin }: MessageEvent<unknown>) => {
    if (!source || !isMessage(data)) return;
    for (const reference of frames) {
      const frame = reference.deref();
      if (!frame) frames.delete(reference);
      else if (frame.contentWindow === source && originOf(frame) === origin) {
        playersOf.get(frame)?.forEach((player) => StreamPlayer.receive(player, data));
      }
    }
  });
}

function originOf({ src, baseURI }: HTMLIFrameElement): string | null {
  const url = src && URL.canParse(src, baseURI) ? new URL(src, baseURI) : null;
  return url && /^https?:$/.test(url.protocol) ? url.origin : null;
}

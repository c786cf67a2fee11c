import type { FrameMessage, FromFrame, ToFrame } from './messages.js';
import { INITIAL_PROPERTIES, isPlayerProperty, isReadOnly, type PlayerProperty } from './player-properties.js';

/**
 * What `Stream(iframe)` returns: an event target with the properties of `player-properties.ts`, each of them a copy that the frame's messages
 * update. Setting one asks the frame, and the copy follows when the frame has done it. What is said before the frame is ready waits for it.
 */
export class StreamPlayer extends EventTarget {
  readonly #properties: Record<string, unknown> = { ...INITIAL_PROPERTIES };
  readonly #post: (message: ToFrame) => void;
  readonly #plays = new Map<number, PromiseWithReject>();
  /** `null` once the frame listens. */
  #waiting: ToFrame[] | null = [];
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
      this.#plays.set(promiseId, { resolve, reject });
      this.#send({ __privateUnstableMessageType: 'playCommand', promiseId });
    });
  }

  pause(): void {
    this.#send({ __privateUnstableMessageType: 'pauseCommand' });
  }

  /** Takes what the frame says. The SDK calls it; a page never does. */
  static receive(player: StreamPlayer, message: FrameMessage): void {
    player.#receive(message);
  }

  #receive(message: FrameMessage): void {
    switch (message.__privateUnstableMessageType) {
      case 'iframeReady':
        this.#waiting?.forEach(this.#post);
        this.#waiting = null;
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
    const play = this.#plays.get(promiseId);
    this.#plays.delete(promiseId);
    if (error) play?.reject(new DOMException(error.message, error.name));
    else play?.resolve();
  }

  #set(property: PlayerProperty, value: unknown): void {
    this.#send({ __privateUnstableMessageType: 'setProperty', property, value });
  }

  #send(message: ToFrame): void {
    if (this.#waiting) this.#waiting.push(message);
    else this.#post(message);
  }
}

interface PromiseWithReject {
  readonly resolve: () => void;
  readonly reject: (reason: DOMException) => void;
}

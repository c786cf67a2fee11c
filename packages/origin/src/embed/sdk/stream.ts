import { isMessage } from './messages.js';
import { StreamPlayer } from './stream-player.js';

/** The players of a frame live as long as the frame does, so that there is nothing to take down: one listener serves them all. */
const playersOf = new WeakMap<HTMLIFrameElement, StreamPlayer[]>();
const frames = new Set<WeakRef<HTMLIFrameElement>>();

/**
 * A player that steers the frame. Make it before the frame has loaded: the frame says once that it is ready, and a player that missed it
 * waits for ever.
 */
export function Stream(frame: HTMLIFrameElement): StreamPlayer {
  if (!(frame instanceof HTMLIFrameElement)) throw new TypeError('Stream() needs an iframe element');
  const player = new StreamPlayer((message) => {
    const origin = originOf(frame);
    if (origin) frame.contentWindow?.postMessage(message, origin);
  });
  const known = playersOf.get(frame);
  if (known) known.push(player);
  else {
    playersOf.set(frame, [player]);
    frames.add(new WeakRef(frame));
  }
  return player;
}

/** Hands messages of frames to their players. Other windows, and a frame that has gone to another origin, are not heard. */
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

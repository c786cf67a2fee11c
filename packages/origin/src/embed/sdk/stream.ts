import { isMessage } from './messages.js';
import { StreamPlayer } from './stream-player.js';

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

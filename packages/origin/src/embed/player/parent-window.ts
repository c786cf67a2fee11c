import { type FrameMessage, type FromFrame, isMessage } from '../sdk/messages.js';

/** The page that holds the frame, and nobody else. */
export interface ParentWindow {
  post(message: FromFrame): void;
}

/**
 * Binds to the window above this one and to its origin, which the browser tells (`ancestorOrigins`), or else the referrer. Where neither does
 * (Firefox, from a page with `no-referrer`), only `iframeReady` goes to whoever is there, and the first who answers from that window is bound.
 * `null` when there is no window above.
 */
export function bindParent(own: Window, receive: (message: FrameMessage) => void): ParentWindow | null {
  const { parent } = own;
  if (parent === own) return null;
  let origin = parentOrigin(own);
  const unsent: FromFrame[] = [];

  own.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== parent || !isMessage(event.data)) return;
    origin ??= event.origin;
    if (event.origin !== origin) return;
    for (const message of unsent.splice(0)) post(message);
    receive(event.data);
  });
  return { post };

  function post(message: FromFrame): void {
    if (origin) parent.postMessage(message, addressed(origin));
    else if (message.__privateUnstableMessageType === 'iframeReady') parent.postMessage(message, '*');
    else unsent.push(message);
  }
}

function parentOrigin({ location, document }: Window): string | null {
  const [nearest] = location.ancestorOrigins ?? [];
  if (nearest) return nearest;
  return URL.canParse(document.referrer) ? new URL(document.referrer).origin : null;
}

/** A sandboxed page and a `file:` have the origin `null`, which cannot be addressed. */
const addressed = (origin: string) => (origin === 'null' ? '*' : origin);

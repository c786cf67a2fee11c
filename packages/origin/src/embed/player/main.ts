import { MEDIA_EVENTS } from '@secure-stream/protocol';
import { isFrameError } from '../frame-error.js';
import { type FrameMessage, type FromFrame, isMessage } from '../sdk/messages.js';
import { playAdvert } from './advert.js';
import { EmbedPlayer, changesOf, type PlayerState, parseFrameUrl } from './embed-player.js';

// The script of the frame's page: one player, and its messages to the embedding page.
const video = document.querySelector('video')!;
const { error, sourceChange } = document.body.dataset;
const frameUrl = parseFrameUrl(location);
let lastPosted: Partial<PlayerState> = {};
let advert: Promise<void> | undefined;
let isPlayRequested = false;

const player = new EmbedPlayer({
  video,
  alert: document.querySelector('[role="alert"]')!,
  frameUrl,
  sourceChange: sourceChange === 'resume' ? 'resume' : 'restart',
  onError: () => announce('error'),
});
const parent = bindParent(window, receive);

for (const name of MEDIA_EVENTS) video.addEventListener(name, () => announce(name));
video.addEventListener('play', () => void playAdvertFirst());

parent?.post({ __privateUnstableMessageType: 'iframeReady' });
postChanges();
if (isFrameError(error)) player.fail(error);
else if (frameUrl.isPosterValid) player.load(frameUrl.id);
else player.fail('bad-poster');

/** Posts an event after the changed properties, so that a listener reads the new values. */
function announce(eventName: string): void {
  postChanges();
  parent?.post({ __privateUnstableMessageType: 'event', eventName });
}

function postChanges(): void {
  const state = player.state();
  for (const [property, value] of changesOf(lastPosted, state)) {
    parent?.post(
      property === 'buffered'
        ? { __privateUnstableMessageType: 'bufferedTimeRangesUpdate', timeRanges: state.buffered }
        : { __privateUnstableMessageType: 'propertyChange', property, value },
    );
  }
  lastPosted = state;
}

function receive(message: FrameMessage): void {
  switch (message.__privateUnstableMessageType) {
    case 'setProperty':
      player.set(message.property, message.value);
      postChanges();
      break;
    case 'playCommand':
      void settle(message.promiseId, play());
      break;
    case 'pauseCommand':
      isPlayRequested = false;
      player.pause();
  }
}

async function settle(promiseId: number, playing: Promise<void>): Promise<void> {
  const error = await playing.then(
    () => null,
    ({ name, message }: DOMException) => ({ name, message }),
  );
  postChanges();
  parent?.post({ __privateUnstableMessageType: 'playSettled', promiseId, error });
}

/** Plays the advertisement, if there is one, before the first playback of the video. A pause during it also pauses the video. */
async function play(): Promise<void> {
  isPlayRequested = true;
  await (advert ??= player.adUrl ? playAdvert(player.adUrl, video, announce) : Promise.resolve());
  if (!isPlayRequested)
    throw new DOMException('The play() request was interrupted by a call to pause().', 'AbortError');
  await player.play();
}

/** Handles a play from the video's own controls. */
async function playAdvertFirst(): Promise<void> {
  if (advert || !player.adUrl) return;
  player.pause();
  await play().catch(() => {});
}

/** The embedding page, and no other window. */
export interface ParentWindow {
  post(message: FromFrame): void;
}

/**
 * Binds to the parent window and its origin, which comes from `ancestorOrigins` or the referrer. If both are missing (Firefox, from a page with
 * `no-referrer`), only `iframeReady` is posted to any origin, and the origin of the first answer from that window is bound. Returns `null`
 * without a parent window.
 */
function bindParent(own: Window, receive: (message: FrameMessage) => void): ParentWindow | null {
  const { parent } = own;
  if (parent === own) return null;
  let origin = parentOrigin(own);
  const pending: FromFrame[] = [];

  own.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== parent || !isMessage(event.data)) return;
    origin ??= event.origin;
    if (event.origin !== origin) return;
    for (const message of pending.splice(0)) post(message);
    receive(event.data);
  });
  return { post };

  function post(message: FromFrame): void {
    if (origin) parent.postMessage(message, targetOrigin(origin));
    else if (message.__privateUnstableMessageType === 'iframeReady') parent.postMessage(message, '*');
    else pending.push(message);
  }
}

function parentOrigin({ location, document }: Window): string | null {
  const [nearest] = location.ancestorOrigins ?? [];
  if (nearest) return nearest;
  return URL.canParse(document.referrer) ? new URL(document.referrer).origin : null;
}

/** A sandboxed page and a `file:` page have the origin `null`, which `postMessage` does not accept as a target. */
function targetOrigin(origin: string): string {
  return origin === 'null' ? '*' : origin;
}

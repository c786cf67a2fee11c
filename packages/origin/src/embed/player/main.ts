import { MEDIA_EVENTS } from '@secure-stream/protocol';
import type { FrameMessage } from '../sdk/messages.js';
import { readFrameAddress } from './frame-url.js';
import { playAdvert } from './advert.js';
import { FramePlayer } from './frame-player.js';
import { bindParent } from './parent-window.js';
import { changesOf, type PlayerState } from './player-state.js';
import { isSituation } from '../frame-error.js';

// The frame's page: one player, and what it says to the page that holds it.
const video = document.querySelector('video')!;
const { situation, sourceChange } = document.body.dataset;
const address = readFrameAddress(location);
let told: Partial<PlayerState> = {};
let advert: Promise<void> | undefined;
let wanted = false;

const player = new FramePlayer({
  video,
  face: document.querySelector('[role="alert"]')!,
  address,
  sourceChange: sourceChange === 'resume' ? 'resume' : 'restart',
  onError: () => announce('error'),
});
const parent = bindParent(window, obey);

for (const name of MEDIA_EVENTS) video.addEventListener(name, () => announce(name));
video.addEventListener('play', () => void interrupt());

parent?.post({ __privateUnstableMessageType: 'iframeReady' });
tellChanges();
if (isSituation(situation)) player.tell(situation);
else if (address.posterUsable) player.load(address.id);
else player.tell('bad-poster');

/** Properties first, so that a listener reads what the event is about. */
function announce(eventName: string): void {
  tellChanges();
  parent?.post({ __privateUnstableMessageType: 'event', eventName });
}

function tellChanges(): void {
  const state = player.state();
  for (const [property, value] of changesOf(told, state)) {
    parent?.post(
      property === 'buffered'
        ? { __privateUnstableMessageType: 'bufferedTimeRangesUpdate', timeRanges: state.buffered }
        : { __privateUnstableMessageType: 'propertyChange', property, value },
    );
  }
  told = state;
}

function obey(message: FrameMessage): void {
  switch (message.__privateUnstableMessageType) {
    case 'setProperty':
      player.set(message.property, message.value);
      tellChanges();
      break;
    case 'playCommand':
      void settle(message.promiseId, play());
      break;
    case 'pauseCommand':
      wanted = false;
      player.pause();
  }
}

async function settle(promiseId: number, playing: Promise<void>): Promise<void> {
  const error = await playing.then(
    () => null,
    ({ name, message }: DOMException) => ({ name, message }),
  );
  tellChanges();
  parent?.post({ __privateUnstableMessageType: 'playSettled', promiseId, error });
}

/** Before the first play comes the advertisement, if there is one. A pause meanwhile is a pause of the film. */
async function play(): Promise<void> {
  wanted = true;
  await (advert ??= player.adUrl ? playAdvert(player.adUrl, video, announce) : Promise.resolve());
  if (!wanted) throw new DOMException('The play() request was interrupted by a call to pause().', 'AbortError');
  await player.play();
}

/** Somebody pressed the video's own button. */
async function interrupt(): Promise<void> {
  if (advert || !player.adUrl) return;
  player.pause();
  await play().catch(() => {});
}

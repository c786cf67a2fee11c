import { restoreModes, transferTrackElements, transferWrittenTracks } from '../../tracks/text-track-modes.js';
import { listTextTracks } from '../../tracks/text-tracks.js';
import { copySettings, copyVolume } from './media-settings.js';
import type { PlayerInstance, PlayerPair } from './player-instance.js';
import type { HandoverState } from './state.js';

/** What the steps of a hand-over do to its two players. Each step returns the next state. */
export type StandbyState = Extract<HandoverState, { standby: PlayerInstance }>;

/** Copies the viewer's settings from the active player to the standby player, and samples the offset between the two. */
export function synchronize(state: HandoverState, active: PlayerInstance): HandoverState {
  if (state.status === 'reloading') restoreModes(listTextTracks(active.media), state.captions);
  if (!('standby' in state)) return state;
  const { standby } = state;
  copySettings(standby.media, active.media);
  if (state.status !== 'ready') return state;
  return { ...state, errors: [...state.errors, standby.position() - active.position()].slice(-MAX_SAMPLES) };
}

export function seekStandby({ request, standby, since, seeks }: StandbyState, position: number): StandbyState {
  if (!standby.media.paused) standby.media.pause();
  setPainted(standby, true);
  standby.media.muted = true;
  standby.seek(position);
  return { status: 'preparing', request, standby, since, seeks: seeks + 1 };
}

export function startStandby(state: StandbyState, active: PlayerInstance, now: number): StandbyState {
  setPainted(state.standby, false);
  probeAudioPermission(state.standby, active);
  void state.standby.media.play().catch(() => undefined);
  return { ...state, status: 'ready', startedAt: now, errors: [] };
}

export function paintStandby(state: StandbyState, now: number): StandbyState {
  setPainted(state.standby, true);
  return { ...state, status: 'painting', startedAt: now };
}

/** Makes the standby player audible. */
export function swapVolume(
  state: StandbyState,
  active: PlayerInstance,
  shouldPlay: boolean,
  now: number,
): StandbyState {
  const { media } = state.standby;
  const wasRunning = !media.paused;
  const isHeard = !wasRunning || !media.muted || active.media.muted;
  copyVolume(media, active.media);
  if (!wasRunning && shouldPlay) void media.play().catch(() => undefined);
  // `paused` is false right after `play()`. A browser that forbids audio pauses the player later.
  const isRunning = wasRunning || !media.paused;
  return { ...state, status: 'swapping', since: now, isRunning, isHeard };
}

/** Shows the standby player, with the focus and text tracks of the previous one, which is released. */
export function replacePlayer(previous: PlayerInstance, standby: PlayerInstance, players: PlayerPair): void {
  const hadFocus = (previous.node.getRootNode() as Document | ShadowRoot).activeElement === previous.node;
  players.show(standby);
  if (hadFocus) standby.node.focus({ preventScroll: true });
  transferTrackElements(standby.media, previous.media);
  players.release(previous);
  transferWrittenTracks(standby.media, previous.media);
}

/**
 * Chromium paints a page less often while two videos in it are painted, even if one covers the other. A standby player that plays only to be
 * measured is not painted where its paint can wait.
 */
function setPainted({ node, paintMs }: PlayerInstance, isPainted: boolean): void {
  if (paintMs > 0) node.style.opacity = isPainted ? '' : '0';
}

const MAX_SAMPLES = 9;

/**
 * Unmutes the standby player at 1 % volume before the swap, while the active player is still heard: WebKit pauses a player whose audio needs a
 * gesture. Where `volume` cannot be set, as on iOS, the viewer would hear both: there the audio is tried only in the swap.
 */
function probeAudioPermission(standby: PlayerInstance, { media }: PlayerInstance): void {
  if (media.muted || media.volume === 0) return;
  standby.media.volume = PROBE_VOLUME;
  if (Math.abs(standby.media.volume - PROBE_VOLUME) < 0.001) standby.media.muted = false;
}

const PROBE_VOLUME = 0.01;

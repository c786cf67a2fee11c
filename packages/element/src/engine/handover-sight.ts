import type { Sight, View } from './handover-situation.js';
import type { Deck } from './handover-deck.js';
import { soundsLike } from './handover-tuning.js';
import { HOLD_EVENTS } from './quiet.js';
import { watchRemote } from './remote-state.js';

/**
 * Sounds so softly that nobody hears two, and loud enough for the browser to object while the old one is still heard. A `volume` that
 * can not be set, as on iOS, would be heard: there the sound is tried only in the swap.
 */
export function whisper(spare: Deck, { media }: Deck): void {
  if (media.muted || media.volume === 0) return;
  spare.media.volume = WHISPER;
  if (Math.abs(spare.media.volume - WHISPER) < 0.001) spare.media.muted = false;
}

export function sightOf(deck: Deck): Sight {
  const { media, error, live } = deck;
  const { duration, playbackRate, paused, ended, seeking, readyState } = media;
  return {
    position: deck.position(),
    duration,
    live,
    rate: playbackRate,
    paused,
    ended,
    seeking,
    readyState,
    failed: error !== null || media.error !== null || deck.lost,
  };
}

/** A spare player, and whether it is as loud as the one that it is to follow. */
export const spareSight = (spare: Deck, old: Deck): View['spare'] => ({
  ...sightOf(spare),
  settling: spare.settling,
  precision: spare.precision,
  inTune: soundsLike(spare.sound, old.media),
});

/** Calls back whenever another decision may be made of what is seen. */
export function watchDeck({ media }: Deck, look: () => void, signal: AbortSignal): void {
  for (const type of [...TURNS, ...HOLD_EVENTS]) media.addEventListener(type, look, { signal });
  watchRemote(media, look, signal);
}

const WHISPER = 0.01;

const TURNS = [
  'canplay',
  'ended',
  'error',
  'loadeddata',
  'pause',
  'play',
  'playing',
  'ratechange',
  'seeked',
  'seeking',
  'volumechange',
] as const;

import type { MediaPort } from './engine.js';
import type { Sound } from './handover-deck.js';
import { isCounterpart, textTracksOf, type TextTrackChoice } from '../tracks/transfer-text-tracks.js';

/** Gives one player what the viewer and the page have chosen on another. Sound is not among it: two must not be heard. */
export function tune(to: MediaPort, from: MediaPort): void {
  for (const name of CHOICES) if (from[name] !== to[name]) Object.assign(to, { [name]: from[name] });
  for (const track of textTracksOf(from)) {
    const twin = textTracksOf(to).find((other) => isCounterpart(other, track));
    if (twin && twin.mode !== track.mode) twin.mode = track.mode;
  }
}

/** Gives it the sound as well. */
export function tuneSound(to: MediaPort, from: MediaPort): void {
  to.volume = from.volume;
  to.muted = from.muted;
}

export const soundsLike = (one: Sound, other: Sound): boolean =>
  one.muted === other.muted && Math.abs(one.volume - other.volume) < 0.001;

/** What a load in place forgets, and what has to be said again behind it. */
export function rememberCaptions(media: MediaPort): readonly TextTrackChoice[] {
  return textTracksOf(media).map(({ kind, label, language, mode }) => ({ kind, label, language, mode }));
}

export function recallCaptions(media: MediaPort, choices: readonly TextTrackChoice[]): void {
  for (const track of textTracksOf(media)) {
    const choice = choices.find((choice) => isCounterpart(track, choice));
    if (choice && track.mode !== choice.mode) track.mode = choice.mode;
  }
}

const CHOICES = [
  'playbackRate',
  'defaultPlaybackRate',
  'preservesPitch',
  'loop',
  'controls',
  'disablePictureInPicture',
  'disableRemotePlayback',
] as const satisfies readonly (keyof MediaPort)[];

import type { MediaPort } from './engine.js';
import type { Sound } from './handover-deck.js';

/** Gives one player what the viewer and the page have chosen on another. Sound is not among it: two must not be heard. */
export function tune(to: MediaPort, from: MediaPort): void {
  for (const name of CHOICES) if (from[name] !== to[name]) Object.assign(to, { [name]: from[name] });
  for (const track of tracksOf(from)) {
    const twin = tracksOf(to).find((other) => isTwin(other, track));
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

/** Tracks that a page has written itself come from no manifest: they are written again, with their cues. */
export function moveWrittenTracks(to: MediaPort, from: MediaPort): void {
  for (const track of tracksOf(from)) {
    const twin = tracksOf(to).find((other) => isTwin(other, track));
    if (twin && !written.has(twin)) continue;
    const { mode } = track;
    // The player that comes back has its track still, without the cues that went on.
    const copy = twin ?? to.addTextTrack(track.kind, track.label, track.language);
    written.add(track).add(copy);
    // The cues of a track that is off can not be read.
    track.mode = 'hidden';
    copy.mode = 'hidden';
    for (const cue of Array.from(track.cues ?? [])) {
      track.removeCue(cue);
      copy.addCue(cue);
    }
    copy.mode = mode;
    track.mode = 'disabled';
  }
}

const written = new WeakSet<TextTrack>();

export type CaptionChoice = Pick<TextTrack, 'kind' | 'label' | 'language' | 'mode'>;

/** What a load in place forgets, and what has to be said again behind it. */
export function rememberCaptions(media: MediaPort): readonly CaptionChoice[] {
  return tracksOf(media).map(({ kind, label, language, mode }) => ({ kind, label, language, mode }));
}

export function recallCaptions(media: MediaPort, choices: readonly CaptionChoice[]): void {
  for (const track of tracksOf(media)) {
    const choice = choices.find((choice) => isTwin(track, choice));
    if (choice && track.mode !== choice.mode) track.mode = choice.mode;
  }
}

// `textTracks` is undefined in a frame.
const tracksOf = (media: MediaPort): TextTrack[] => Array.from((media.textTracks as TextTrackList | undefined) ?? []);

const isTwin = (one: Omit<CaptionChoice, 'mode'>, other: Omit<CaptionChoice, 'mode'>) =>
  one.kind === other.kind && one.label === other.label && one.language === other.language;

const CHOICES = [
  'playbackRate',
  'defaultPlaybackRate',
  'preservesPitch',
  'loop',
  'controls',
  'disablePictureInPicture',
  'disableRemotePlayback',
] as const satisfies readonly (keyof MediaPort)[];

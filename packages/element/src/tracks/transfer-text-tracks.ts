import type { MediaPort } from '../engines/engine.js';

/**
 * Moves the tracks that the page made by `addTextTrack()` from one player to another, each with its cues and its mode. `from` has to be
 * empty, and its `<track>` elements moved: then it has no other tracks left.
 */
export function transferWrittenTracks(to: MediaPort, from: MediaPort): void {
  const free = listTextTracks(to).filter((track) => abandoned.has(track));
  for (const track of listTextTracks(from)) {
    if (abandoned.has(track)) continue;
    // A track can not be removed from a player: one that was left behind earlier is used again.
    const index = free.findIndex((other) => isCounterpart(other, track));
    const [copy = to.addTextTrack(track.kind, track.label, track.language)] = index < 0 ? [] : free.splice(index, 1);
    moveCues(copy, track);
    abandoned.delete(copy);
    abandoned.add(track);
  }
}

/** Tracks of `addTextTrack()` whose cues have gone to another player. */
const abandoned = new WeakSet<TextTrack>();

/** `textTracks` is undefined in a frame. */
export const listTextTracks = (media: MediaPort): TextTrack[] =>
  Array.from((media.textTracks as TextTrackList | undefined) ?? []);

export type TextTrackChoice = Pick<TextTrack, 'kind' | 'label' | 'language' | 'mode'>;

export const isCounterpart = (one: Omit<TextTrackChoice, 'mode'>, other: Omit<TextTrackChoice, 'mode'>): boolean =>
  one.kind === other.kind && one.label === other.label && one.language === other.language;

/** Moves `<track>` elements, each with its cues and its mode. Loading `from` before would let the browser choose among them again. */
export function transferTrackElements(to: MediaPort, from: MediaPort): void {
  // A frame has no children.
  if (!('querySelectorAll' in from)) return;
  for (const element of from.querySelectorAll('track')) {
    const { mode } = element.track;
    // The browser has chosen once whether to show it, and would choose again.
    element.default = false;
    to.append(element);
    // Chromium shows the cues that a track brings along only when its mode changes, and chooses the mode of one that nobody has set.
    element.track.mode = mode === 'disabled' ? 'hidden' : 'disabled';
    element.track.mode = mode;
  }
}

function moveCues(to: TextTrack, from: TextTrack): void {
  const { mode } = from;
  // The cues of a disabled track cannot be read.
  from.mode = to.mode = 'hidden';
  for (const cue of Array.from(from.cues ?? [])) {
    from.removeCue(cue);
    to.addCue(cue);
  }
  to.mode = mode;
  from.mode = 'disabled';
}

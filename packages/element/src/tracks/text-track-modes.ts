import { isVideo, type MediaPort } from '../media/media-port.js';
import { setMode } from './set-mode.js';
import { isSameTrack, isShown, listTextTracks, type TextTrackChoice } from './text-tracks.js';

/** Shows this track, and no other captions. */
export function showOnly(tracks: Iterable<TextTrack>, shown: TextTrack | null): void {
  for (const track of tracks) if (track !== shown && isShown(track)) setMode(track, 'disabled');
  if (shown) setMode(shown, 'showing');
}

/** Gives each track the mode that the same track had. */
export function restoreModes(tracks: Iterable<TextTrack>, choices: readonly TextTrackChoice[]): void {
  for (const track of tracks) {
    const choice = choices.find((choice) => isSameTrack(track, choice));
    if (choice) setMode(track, choice.mode);
  }
}

/** Calls back while the cues of the track can be changed: those of a disabled track cannot. */
export function changeCues(track: TextTrack | undefined, change: () => void): void {
  const isDisabled = track?.mode === 'disabled';
  if (isDisabled) setMode(track, 'hidden');
  change();
  if (isDisabled) setMode(track, 'disabled');
}

/**
 * Moves the tracks that the page created with `addTextTrack()` to another player, with their cues and modes. `from` must be unloaded and
 * its `<track>` elements moved, so that it has no other tracks.
 */
export function transferWrittenTracks(to: MediaPort, from: MediaPort): void {
  if (!isVideo(to)) return;
  const free = listTextTracks(to).filter((track) => abandoned.has(track));
  for (const track of listTextTracks(from)) {
    if (abandoned.has(track)) continue;
    // A track cannot be removed from a player, so a track without cues is used again.
    const index = free.findIndex((other) => isSameTrack(other, track));
    const [copy = to.addTextTrack(track.kind, track.label, track.language)] = index < 0 ? [] : free.splice(index, 1);
    moveCues(copy, track);
    abandoned.delete(copy);
    abandoned.add(track);
  }
}

/** Tracks of `addTextTrack()` whose cues were moved to another player. */
const abandoned = new WeakSet<TextTrack>();

/** Moves `<track>` elements with their cues and modes. Call it before `from` loads, or the browser selects among them again. */
export function transferTrackElements(to: MediaPort, from: MediaPort): void {
  if (!isVideo(to) || !isVideo(from)) return;
  for (const element of from.querySelectorAll('track')) {
    const { mode } = element.track;
    // With `default`, the browser would select the track again.
    element.default = false;
    to.append(element);
    // Chromium shows the moved cues only after a mode change. It also overrides a mode that was never set.
    setMode(element.track, mode === 'disabled' ? 'hidden' : 'disabled');
    setMode(element.track, mode);
  }
}

function moveCues(to: TextTrack, from: TextTrack): void {
  const { mode } = from;
  // The cues of a disabled track cannot be read.
  for (const track of [to, from]) setMode(track, 'hidden');
  for (const cue of Array.from(from.cues ?? [])) {
    from.removeCue(cue);
    to.addCue(cue);
  }
  setMode(to, mode);
  setMode(from, 'disabled');
}

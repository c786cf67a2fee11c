import { isVideo, type MediaPort } from '../media/media-port.js';
import { isSameTrack, listTextTracks } from './text-tracks.js';

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

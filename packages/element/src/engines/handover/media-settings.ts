import type { MediaPort } from '../../media/media-port.js';
import { isCounterpart, listTextTracks, type TextTrackChoice } from '../../tracks/transfer-text-tracks.js';

/** Copies what the viewer and the page have set, without volume and mute: only one of the two players may be audible. */
export function copySettings(to: MediaPort, from: MediaPort): void {
  for (const name of COPIED_PROPERTIES) if (from[name] !== to[name]) Object.assign(to, { [name]: from[name] });
  for (const track of listTextTracks(from)) {
    const counterpart = listTextTracks(to).find((other) => isCounterpart(other, track));
    if (counterpart && counterpart.mode !== track.mode) counterpart.mode = track.mode;
  }
}

/** Copies volume and mute. */
export function copyVolume(to: MediaPort, from: MediaPort): void {
  to.volume = from.volume;
  to.muted = from.muted;
}

/** Saves the modes of the text tracks, which a load in place resets. `restoreTextTrackModes` sets them again. */
export function saveTextTrackModes(media: MediaPort): readonly TextTrackChoice[] {
  return listTextTracks(media).map(({ kind, label, language, mode }) => ({ kind, label, language, mode }));
}

export function restoreTextTrackModes(media: MediaPort, saved: readonly TextTrackChoice[]): void {
  for (const track of listTextTracks(media)) {
    const choice = saved.find((choice) => isCounterpart(track, choice));
    if (choice && track.mode !== choice.mode) track.mode = choice.mode;
  }
}

const COPIED_PROPERTIES = [
  'playbackRate',
  'defaultPlaybackRate',
  'preservesPitch',
  'loop',
  'controls',
  'disablePictureInPicture',
  'disableRemotePlayback',
] as const satisfies readonly (keyof MediaPort)[];

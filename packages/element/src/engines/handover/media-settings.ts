import type { MediaPort } from '../../media/media-port.js';
import { isSameTrack, listTextTracks, type TextTrackChoice } from '../../tracks/text-tracks.js';

/** Copies what the viewer and the page have set, without volume and mute: only one of the two players may be audible. */
export function copySettings(to: MediaPort, from: MediaPort): void {
  for (const name of COPIED_PROPERTIES) if (from[name] !== to[name]) Object.assign(to, { [name]: from[name] });
  for (const track of listTextTracks(from)) {
    const counterpart = listTextTracks(to).find((other) => isSameTrack(other, track));
    if (counterpart && counterpart.mode !== track.mode) counterpart.mode = track.mode;
  }
}

/** Copies volume and mute. */
export function copyVolume(to: MediaPort, from: MediaPort): void {
  to.volume = from.volume;
  to.muted = from.muted;
}

/** Sets the modes again, which a load in place resets. */
export function restoreTextTrackModes(media: MediaPort, saved: readonly TextTrackChoice[]): void {
  for (const track of listTextTracks(media)) {
    const choice = saved.find((choice) => isSameTrack(track, choice));
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

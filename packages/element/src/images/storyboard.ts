import type { MediaPort } from '../media/media-port.js';
import { thumbnailUrl, type VideoLocation } from '@secure-stream/protocol';

/** A seek bar needs no more than one image per pixel or two. */
const MAX_CUES = 200;
/** Seconds. */
const MIN_CUE_S = 2;
const [WIDTH_PX, HEIGHT_PX] = [160, 90];

/**
 * Adds preview images for the seek bar, in the format of media-chrome and others: a hidden `metadata` track with the label `thumbnails`.
 * Its cues are image URLs with `#xywh`. Called again, it replaces the token in all cues. No image loads before the viewer points at the
 * seek bar.
 */
export function updateStoryboard(media: HTMLVideoElement, { origin, id }: VideoLocation): void {
  const { duration } = media;
  const track = [...media.textTracks].find(isStoryboard) ?? media.addTextTrack('metadata', 'thumbnails');
  track.mode = 'hidden';
  const step = Math.max(MIN_CUE_S, duration / MAX_CUES);
  const imageUrl = (time: number) =>
    `${thumbnailUrl({ origin, id }, { time: Math.round(time), width: WIDTH_PX, height: HEIGHT_PX })}#xywh=0,0,${WIDTH_PX},${HEIGHT_PX}`;

  const cues = [...(track.cues ?? [])] as VTTCue[];
  const isComplete = cues.length === Math.ceil(duration / step) && Math.abs(cues.at(-1)!.endTime - duration) < 1;
  if (isComplete) return cues.forEach((cue) => (cue.text = imageUrl(cue.startTime)));
  cues.forEach((cue) => track.removeCue(cue));
  for (let start = 0; start < duration; start += step)
    track.addCue(new VTTCue(start, Math.min(start + step, duration), imageUrl(start)));
}

/** Removes the cues and disables the track. A track that a script added cannot be removed. */
export function clearStoryboard({ textTracks }: MediaPort): void {
  const track = [...(textTracks ?? [])].find(isStoryboard);
  // Copies the list, because it shrinks during the loop.
  for (const cue of Array.from(track?.cues ?? [])) track?.removeCue(cue);
  if (track) track.mode = 'disabled';
}

const isStoryboard = ({ kind, label }: TextTrack) => kind === 'metadata' && label === 'thumbnails';

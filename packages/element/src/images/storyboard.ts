import { thumbnailUrl, type VideoLocation } from '@secure-stream/protocol';

/** At most this many pictures: one for each pixel or two of a seek bar is enough. */
const MAX_CUES = 200;
/** Seconds. */
const MIN_CUE_S = 2;
const [WIDTH_PX, HEIGHT_PX] = [160, 90];

/**
 * A track of pictures for the seek bar, in the form that media-chrome and others read: a hidden `metadata` track with the label
 * `thumbnails`, whose cues are addresses with `#xywh`. Called again, it renews the token in all of them, in place. Nothing is fetched
 * before somebody looks.
 */
export function updateStoryboard(media: HTMLMediaElement, { origin, id }: VideoLocation): void {
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

/** A track that was added by script cannot be removed: it is left without cues, and off. */
export function clearStoryboard(media: HTMLMediaElement): void {
  const { textTracks }: Partial<HTMLMediaElement> = media;
  const track = [...(textTracks ?? [])].find(isStoryboard);
  // The list shrinks meanwhile.
  for (const cue of Array.from(track?.cues ?? [])) track?.removeCue(cue);
  if (track) track.mode = 'disabled';
}

const isStoryboard = ({ kind, label }: TextTrack) => kind === 'metadata' && label === 'thumbnails';

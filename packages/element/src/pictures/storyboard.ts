import { thumbnailUrl, type VideoLocation } from '@secure-stream/protocol';

/** At most this many pictures: one for each pixel or two of a seek bar is enough. */
const MOST = 200;
/** Seconds. */
const SHORTEST = 2;
const [WIDTH, HEIGHT] = [160, 90];

/**
 * A track of pictures for the seek bar, in the form that media-chrome and others read: a hidden `metadata` track with the label
 * `thumbnails`, whose cues are addresses with `#xywh`. Called again, it renews the token in all of them, in place. Nothing is fetched
 * before somebody looks.
 */
export function drawStoryboard(media: HTMLMediaElement, { origin, id }: VideoLocation): void {
  const { duration } = media;
  const track = [...media.textTracks].find(isStoryboard) ?? media.addTextTrack('metadata', 'thumbnails');
  track.mode = 'hidden';
  const step = Math.max(SHORTEST, duration / MOST);
  const picture = (time: number) =>
    `${thumbnailUrl({ origin, id }, { time: Math.round(time), width: WIDTH, height: HEIGHT })}#xywh=0,0,${WIDTH},${HEIGHT}`;

  const cues = [...(track.cues ?? [])] as VTTCue[];
  const fits = cues.length === Math.ceil(duration / step) && Math.abs(cues.at(-1)!.endTime - duration) < 1;
  if (fits) return cues.forEach((cue) => (cue.text = picture(cue.startTime)));
  cues.forEach((cue) => track.removeCue(cue));
  for (let start = 0; start < duration; start += step)
    track.addCue(new VTTCue(start, Math.min(start + step, duration), picture(start)));
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

type BufferedMedia = Pick<HTMLMediaElement, 'buffered' | 'currentTime'>;

/** A position may lie this far before its range: the first frame of audio and video differ. */
const GAP_S = 0.1;

/** Seconds that are buffered after the position without a gap. */
export function bufferedAhead({ buffered, currentTime }: BufferedMedia): number {
  for (let index = 0; index < buffered.length; index += 1)
    if (buffered.start(index) <= currentTime + GAP_S && buffered.end(index) > currentTime)
      return buffered.end(index) - currentTime;
  return 0;
}

/** A browser waits for data when it has less than this ahead. */
const ENOUGH_S = 1;

/**
 * Whether an event interrupts the viewer through a fault of ours. `waiting` says only that the next frame is not available (HTML, 4.8.11.16):
 * with data ahead, it is the decoder that is late, on a machine that is busy with other tests.
 */
export const isInterruption = (event: string, media: BufferedMedia): boolean =>
  event !== 'waiting' || bufferedAhead(media) < ENOUGH_S;

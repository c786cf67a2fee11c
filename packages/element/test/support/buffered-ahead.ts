/** Seconds that are buffered after the position, up to the end of the last range. */
export function bufferedAhead({ buffered, currentTime }: Pick<HTMLMediaElement, 'buffered' | 'currentTime'>): number {
  return (buffered.length > 0 ? buffered.end(buffered.length - 1) : 0) - currentTime;
}

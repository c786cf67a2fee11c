/** What happens to position, rate, captions and playback when a page sets `src`. The service's behaviour is unknown. */
export type SourceChange = 'restart' | 'resume';

export interface FrameOptions {
  /** Default `restart`: all of them are lost, as in a `<video>`. */
  readonly sourceChange?: SourceChange;
}

import type { HTMLAttributes } from 'svelte/elements';
import type { SecureStreamElement } from '../stream/secure-stream.js';
import type { SecureStreamPlayerElement } from '../player/secure-stream-player.js';
import type { SecureStreamTranscriptElement } from '../transcript/secure-stream-transcript.js';
import type {
  PlayerAttributes,
  PlayerHandlers,
  PlayerProps,
  StreamAttributes,
  StreamHandlers,
  StreamProps,
  TranscriptAttributes,
  TranscriptProps,
} from './props.js';

/** The tag in Svelte 5, which sets properties if they exist and handles an event `x` with `onx`. */
export type SecureStreamTag<Target extends EventTarget = SecureStreamElement> = Omit<
  HTMLAttributes<Target>,
  keyof StreamProps | keyof StreamHandlers<'on'>
> &
  StreamProps &
  StreamAttributes &
  StreamHandlers<'on'> &
  StreamHandlers<'on:'>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'secure-stream': SecureStreamTag;
    'secure-stream-player': SecureStreamTag<SecureStreamPlayerElement> &
      PlayerProps &
      PlayerAttributes &
      PlayerHandlers<'on'> &
      PlayerHandlers<'on:'>;
    'secure-stream-transcript': HTMLAttributes<SecureStreamTranscriptElement> & TranscriptProps & TranscriptAttributes;
  }
}

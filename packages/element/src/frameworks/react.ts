import type { DetailedHTMLProps, HTMLAttributes } from 'react';
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

/**
 * The tag in React 19, which sets properties if they exist and handles an event `x` with `onx`. The component of `@secure-stream/react`
 * uses React's own handler names.
 */
export type SecureStreamTag<Target = SecureStreamElement> = Omit<
  DetailedHTMLProps<HTMLAttributes<Target>, Target>,
  keyof StreamProps | keyof StreamHandlers<'on'>
> &
  StreamProps &
  StreamAttributes &
  StreamHandlers<'on'>;

export type SecureStreamTranscriptTag = DetailedHTMLProps<
  HTMLAttributes<SecureStreamTranscriptElement>,
  SecureStreamTranscriptElement
> &
  TranscriptProps &
  TranscriptAttributes;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'secure-stream': SecureStreamTag;
      'secure-stream-player': SecureStreamTag<SecureStreamPlayerElement> &
        PlayerProps &
        PlayerAttributes &
        PlayerHandlers<'on'>;
      'secure-stream-transcript': SecureStreamTranscriptTag;
    }
  }
}

import type { JSX } from 'solid-js';
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

/** The tag in Solid: attributes by name, `prop:` for properties, `on:` for events. */
export type SecureStreamTag<Target = SecureStreamElement> = Omit<JSX.HTMLAttributes<Target>, keyof StreamAttributes> &
  StreamAttributes & {
    [Name in keyof StreamProps as `prop:${Name & string}`]?: StreamProps[Name];
  } & StreamHandlers<'on:'>;

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'secure-stream': SecureStreamTag;
      'secure-stream-player': SecureStreamTag<SecureStreamPlayerElement> &
        PlayerAttributes &
        PlayerHandlers<'on:'> & {
          [Name in keyof PlayerProps as `prop:${Name}`]?: PlayerProps[Name];
        };
      'secure-stream-transcript': JSX.HTMLAttributes<SecureStreamTranscriptElement> &
        TranscriptAttributes & {
          [Name in keyof TranscriptProps as `prop:${Name}`]?: TranscriptProps[Name];
        };
    }
  }
}

import type { HTMLAttributes } from 'vue';
import type { SecureStreamEventMap } from '../events/event-map.js';
import type { NextVideoEvent } from '../events/player-events.js';
import type {
  PlayerAttributes,
  PlayerProps,
  StreamAttributes,
  StreamProps,
  TranscriptAttributes,
  TranscriptProps,
} from './props.js';

/** The tag in a Vue template: attributes, `:properties` and `@events`. */
export type SecureStreamTag = Omit<HTMLAttributes, keyof StreamProps | keyof Handlers> &
  StreamProps &
  StreamAttributes &
  Handlers;

type Handlers = {
  [Name in keyof SecureStreamEventMap as `on${Capitalize<Name>}`]?: (event: SecureStreamEventMap[Name]) => unknown;
};

declare module 'vue' {
  interface GlobalComponents {
    'secure-stream': new () => { $props: SecureStreamTag };
    'secure-stream-player': new () => {
      $props: SecureStreamTag & PlayerProps & PlayerAttributes & { onNextvideo?: (event: NextVideoEvent) => unknown };
    };
    'secure-stream-transcript': new () => { $props: HTMLAttributes & TranscriptProps & TranscriptAttributes };
  }
}

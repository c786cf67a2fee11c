import type { HTMLAttributes } from 'vue';
import type { SecureStreamEventMap } from '../events/event-map.js';
import type { StreamAttributes, StreamProps } from './props.js';

/** What a template may say of the tag: attributes, `:properties`, and `@events`. */
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
  }
}

import { SecureStreamElement } from '@secure-stream/element/define';
import { createStreamComponent } from './component.js';

/** `<secure-stream>` in React. `ref` is the element itself. */
export const SecureStream = createStreamComponent('secure-stream', SecureStreamElement);

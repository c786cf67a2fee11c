'use client';

import { SecureStreamPlayerElement } from '@secure-stream/element/player';
import { createStreamComponent } from './component.js';
import type { StreamProps } from './props.js';

export type { SecureStreamPlayerElement };
export type { SecureStreamHandlers } from './events.js';
export { useSecureStreamState } from './state.js';

/** The props of `<SecureStreamPlayer>`: those of `<SecureStream>`. */
export interface SecureStreamPlayerProps extends StreamProps<SecureStreamPlayerElement> {}

/** `<secure-stream-player>` in React. `ref` is the element itself. */
export const SecureStreamPlayer = createStreamComponent('secure-stream-player', SecureStreamPlayerElement);

'use client';

import { SecureStreamPlayerElement, type NextVideoEvent, type PlayerProperties } from '@secure-stream/element/player';
import type * as React from 'react';
import { createStreamComponent } from './component.js';
import { EVENTS_BY_HANDLER, type EventHandler } from './events.js';
import type { StreamProps } from './props.js';

export type { NextVideoEvent, ResumeStore } from '@secure-stream/element/player';
export type { SecureStreamPlayerElement };
export type { SecureStreamHandlers } from './events.js';
export { useSecureStreamState } from './state.js';

/** The props of `<SecureStreamPlayer>`: those of `<SecureStream>`, and the player's own. */
export interface SecureStreamPlayerProps extends StreamProps<SecureStreamPlayerElement>, OwnProps {}

type OwnProps = { readonly [Name in keyof PlayerProperties]?: PlayerProperties[Name] | undefined } & {
  readonly onNextVideo?: EventHandler<NextVideoEvent, SecureStreamPlayerElement> | undefined;
};

/** `<secure-stream-player>` in React. `ref` is the element itself. */
export const SecureStreamPlayer: React.ForwardRefExoticComponent<
  SecureStreamPlayerProps & React.RefAttributes<SecureStreamPlayerElement>
> = createStreamComponent<SecureStreamPlayerElement, OwnProps>('secure-stream-player', SecureStreamPlayerElement, {
  ...EVENTS_BY_HANDLER,
  onNextVideo: 'nextvideo',
});

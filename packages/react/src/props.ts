import type { ReflectedAttributes, SecureStreamElement } from '@secure-stream/element';
import type { HTMLAttributes } from 'react';
import type { SecureStreamHandlers } from './events.js';

/** The settable members of the class: its declared properties, and the attributes that it shares with `<video>`. */
type SettableName = keyof typeof SecureStreamElement.properties | keyof ReflectedAttributes;

type ElementProps = { readonly [Name in SettableName]?: SecureStreamElement[Name] | undefined };

type HtmlProps<Target> = Omit<HTMLAttributes<Target>, keyof SecureStreamHandlers | SettableName>;

/** What a component needs of its element. */
export type StreamElement = HTMLElement & Pick<SecureStreamElement, 'muted'>;

/**
 * The attributes of `<secure-stream>` as props, its events as handlers, and the props of every HTML element. Functions and objects may be
 * new at each render: the latest is used, and nothing reloads.
 */
export interface StreamProps<Target> extends HtmlProps<Target>, SecureStreamHandlers<Target>, ElementProps {
  /** Mutes or unmutes when it changes. The viewer can change the mute state too. */
  readonly muted?: boolean | undefined;
}

/** The props of `<SecureStream>`. */
export interface SecureStreamProps extends StreamProps<SecureStreamElement> {}

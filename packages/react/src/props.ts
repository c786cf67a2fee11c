import type { ReflectedAttributes, SecureStreamElement } from '@secure-stream/element';
import type { HTMLAttributes } from 'react';
import type { SecureStreamHandlers } from './events.js';

/** What the class itself says can be set: its declared properties, and the attributes that it shares with `<video>`. */
type SettableName = keyof typeof SecureStreamElement.properties | keyof ReflectedAttributes;

type ElementProps = { readonly [Name in SettableName]?: SecureStreamElement[Name] | undefined };

type HtmlProps = Omit<HTMLAttributes<SecureStreamElement>, keyof SecureStreamHandlers | SettableName>;

/**
 * The attributes of `<secure-stream>` as props, its events as handlers, and what every HTML element takes. Functions and objects may
 * be new ones at each rendering: the newest is used, and nothing is loaded anew.
 */
export interface SecureStreamProps extends HtmlProps, SecureStreamHandlers, ElementProps {
  /** Sets the sound when it changes; the viewer may set it too. */
  readonly muted?: boolean | undefined;
}

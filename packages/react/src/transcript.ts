'use client';

import { SecureStreamTranscriptElement, type TranscriptMedia } from '@secure-stream/element/transcript';
import { createComponent } from '@lit/react';
import React, { type HTMLAttributes } from 'react';

export type { SecureStreamTranscriptElement, TranscriptMedia };

/** The props of `<SecureStreamTranscript>`: the properties of `<secure-stream-transcript>`, and the props of every HTML element. */
export interface SecureStreamTranscriptProps extends HTMLAttributes<SecureStreamTranscriptElement> {
  /** The id of the player. */
  readonly htmlFor?: string | undefined;
  /** The language (BCP 47) of the captions. Default: the captions that the viewer sees, else those in the language of the page. */
  readonly srclang?: string | undefined;
  /** Shows a button that saves the lines as a text file of this name. Empty: a name in the language of the texts. */
  readonly download?: string | undefined;
  /** The player, instead of its id, as from `ref={setPlayer}`. */
  readonly media?: TranscriptMedia | null | undefined;
}

const ElementComponent = createComponent({
  react: React,
  tagName: 'secure-stream-transcript',
  elementClass: SecureStreamTranscriptElement,
});

/** `<secure-stream-transcript>` in React. `ref` is the element itself. */
export const SecureStreamTranscript: React.ForwardRefExoticComponent<
  SecureStreamTranscriptProps & React.RefAttributes<SecureStreamTranscriptElement>
> = React.forwardRef<SecureStreamTranscriptElement, SecureStreamTranscriptProps>(function SecureStreamTranscript(
  { htmlFor, media, className, children, ...props },
  ref,
) {
  return React.createElement(
    (IS_SERVER ? 'secure-stream-transcript' : ElementComponent) as React.ElementType,
    IS_SERVER
      ? { ...props, class: className, for: htmlFor }
      : { ...props, className, htmlFor, media: media ?? undefined, ref },
    React.createElement('style', { href: 'secure-stream-transcript', precedence: 'low' }, PLACEHOLDER_STYLE),
    children,
  );
});

/** The space of the tag before the class is defined. `:where()` has no specificity, so any rule of the page wins. */
const PLACEHOLDER_STYLE = ':where(secure-stream-transcript:not(:defined)){display:block;block-size:24rem}';

// Next replaces `typeof window` in the browser's bundle, which removes what only the server needs.
const IS_SERVER = typeof window === 'undefined';

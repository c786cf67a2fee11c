import { readWatermarkText, type Watermark } from '@secure-stream/protocol';
import { StreamError, type Clock, type StreamErrorReason } from '@secure-stream/session/core';
import { WatermarkTamperEvent } from '../../events/watermark-event.js';
import type { WatermarkLayer } from '../../watermark/layer.js';
import type { PlaybackController } from './controller.js';

export interface WatermarkControllerOptions {
  readonly mediaContainer: HTMLElement;
  readonly clock: Clock;
  /** The current token, if it is valid, and its watermark, which is not checked yet. */
  token(): { readonly value: string; readonly grant: { readonly watermark?: Watermark | undefined } } | null;
  /** Read when playback starts. */
  readonly isRequired: boolean;
  requestUpdate(): void;
  /** Ends playback at once, with an error. */
  stop(error: StreamError): void;
  readonly signal: AbortSignal;
}

/** Playback with `require-watermark` ends when the watermark was removed so many times. */
const MAX_TAMPERINGS = 3;

/** How often the watermark of a player was tampered with, by its media container. A retry does not start again at zero. */
const tamperings = new WeakMap<HTMLElement, number>();

type WatermarkState =
  | { readonly status: 'hidden' }
  | { readonly status: 'loading' }
  | { readonly status: 'shown'; readonly layer: WatermarkLayer }
  /** The next token is tried. */
  | { readonly status: 'failed'; readonly token: string };

/** Loads the code that draws watermarks. With `require-watermark` that happens before the engine is created. */
export const loadWatermark = () =>
  Promise.all([import('../../watermark/layer.js'), import('../../watermark/inline-only.js')]);

/** Draws the watermark of the current token over the picture. Its code loads with the first token that has one. */
export function showWatermark({
  mediaContainer,
  clock,
  token: currentToken,
  isRequired,
  requestUpdate,
  stop,
  signal,
}: WatermarkControllerOptions): PlaybackController {
  let state: WatermarkState = { status: 'hidden' };
  let text: string | null = null;
  let events: Event[] = [];

  return () => {
    // Without a valid token the buffer still plays, so the watermark stays.
    const token = currentToken();
    if (token) update(token.value, token.grant.watermark);
    const dispatched = events;
    events = [];
    return { events: dispatched };
  };

  function update(token: string, watermark: Watermark | undefined): void {
    text = readWatermarkText(watermark);
    if (text === null) {
      if (isRequired) return refuse('config', 'The token came without a watermark.');
      if (state.status === 'shown') state.layer.remove();
      state = { status: 'hidden' };
    } else if (state.status === 'shown') state.layer.setText(text);
    else if (state.status === 'hidden' || (state.status === 'failed' && state.token !== token)) void show(token);
  }

  async function show(token: string): Promise<void> {
    const loading: WatermarkState = { status: 'loading' };
    state = loading;
    try {
      const [{ createWatermarkLayer }, { keepInline }] = await loadWatermark();
      if (signal.aborted || state !== loading || text === null) return;
      if (isRequired) keepInline(mediaContainer, signal);
      state = {
        status: 'shown',
        layer: createWatermarkLayer({ container: mediaContainer, text, clock, signal, onTamper }),
      };
    } catch {
      if (isRequired) refuse('revoked', 'The watermark could not be drawn.');
      state = { status: 'failed', token };
    }
  }

  function onTamper(): void {
    const count = (tamperings.get(mediaContainer) ?? 0) + 1;
    tamperings.set(mediaContainer, count);
    events.push(new WatermarkTamperEvent(count));
    requestUpdate();
    if (isRequired && count >= MAX_TAMPERINGS) refuse('revoked', 'The watermark was removed repeatedly.');
  }

  /** Not at once: the controllers of this playback are running. */
  function refuse(reason: StreamErrorReason, detail: string): void {
    queueMicrotask(() => {
      if (!signal.aborted) stop(new StreamError(reason, { detail }));
    });
  }
}

import { readWatermarkText } from '@secure-stream/protocol';
import { StreamError, type StreamErrorReason } from '@secure-stream/session/core';
import { WatermarkTamperEvent } from '../../events/watermark-event.js';
import type { WatermarkLayer } from '../../watermark/layer.js';
import type { PlaybackController, PlaybackContext } from './controller.js';

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
export function showWatermark(context: PlaybackContext): PlaybackController {
  const { mediaContainer, requireWatermark, signal } = context;
  let state: WatermarkState = { status: 'hidden' };
  let text: string | null = null;
  let events: Event[] = [];

  return () => {
    // Without a valid token the buffer still plays, so the watermark stays.
    if (context.currentToken) update(context.currentToken);
    const dispatched = events;
    events = [];
    return { events: dispatched };
  };

  function update(token: string): void {
    text = readWatermarkText(context.watermark);
    if (text === null) {
      if (requireWatermark) return refuse('config', 'The token came without a watermark.');
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
      if (requireWatermark) keepInline(mediaContainer, signal);
      const { clock } = context;
      state = {
        status: 'shown',
        layer: createWatermarkLayer({ container: mediaContainer, text, clock, signal, onTamper }),
      };
    } catch {
      if (requireWatermark) refuse('revoked', 'The watermark could not be drawn.');
      state = { status: 'failed', token };
    }
  }

  function onTamper(): void {
    const count = (tamperings.get(mediaContainer) ?? 0) + 1;
    tamperings.set(mediaContainer, count);
    events.push(new WatermarkTamperEvent(count));
    context.requestUpdate();
    if (requireWatermark && count >= MAX_TAMPERINGS) refuse('revoked', 'The watermark was removed repeatedly.');
  }

  /** Not at once: the controllers of this playback are running. */
  function refuse(reason: StreamErrorReason, detail: string): void {
    queueMicrotask(() => {
      if (!signal.aborted) context.stop(new StreamError(reason, { detail }));
    });
  }
}

import type { EngineKind } from './engine.js';

/** Which engines this browser can run. */
export type Capabilities = Readonly<Record<EngineKind, boolean>>;

/** Detects which engines this browser supports, without loading anything. */
export function detectCapabilities(): Capabilities {
  return {
    hls: hasMediaSource(),
    native: document.createElement('video').canPlayType('application/vnd.apple.mpegurl') !== '',
    iframe: true,
  };
}

function hasMediaSource(): boolean {
  const { ManagedMediaSource, MediaSource } = globalThis as {
    readonly ManagedMediaSource?: typeof globalThis.MediaSource;
    readonly MediaSource?: typeof globalThis.MediaSource;
  };
  const source = ManagedMediaSource ?? MediaSource;
  return source?.isTypeSupported('video/mp4; codecs="avc1.42E01E,mp4a.40.2"') ?? false;
}

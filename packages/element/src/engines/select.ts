import { ENGINE_KINDS, type EngineFactory, type EngineKind, type EngineOptions } from './engine.js';

/** Loads the code of an engine. Selecting one loads nothing; only the selected one is imported. */
export type EngineLoaders = Readonly<
  Partial<Record<EngineKind, (options: EngineLoaderInput) => Promise<EngineFactory>>>
>;

type EngineLoaderInput = Pick<EngineOptions, 'video' | 'source'>;

/** Which engines this browser can run. */
export type Capabilities = Readonly<Record<EngineKind, boolean>>;

export const engineLoaders: EngineLoaders = {
  hls: async ({ video, source }) => {
    preconnect(video.ownerDocument, source.origin);
    const engine = import('./hls/engine.js');
    // The engine needs hls.js at once. Importing both here saves a round trip. hls.js comes second: it is larger, and the engine starts to
    // fetch playlists without it.
    void import('hls.js').catch(() => undefined);
    return (await engine).createHlsEngine;
  },
  native: async () => (await import('./native/engine.js')).createNativeEngine,
  iframe: async () => (await import('./iframe/engine.js')).createIframeEngine,
};

/** Returns the requested engine, or the best one that the browser supports. `null` if there is none. */
export function selectEngine(
  preferred: EngineKind | 'auto',
  capabilities: Capabilities,
  loaders: EngineLoaders,
): EngineKind | null {
  const order = preferred === 'auto' ? ENGINE_KINDS : [preferred];
  return order.find((kind) => capabilities[kind] && loaders[kind]) ?? null;
}

/** Detects which engines this browser supports, without loading anything. */
export function detectCapabilities(): Capabilities {
  const { ManagedMediaSource, MediaSource } = globalThis as {
    readonly ManagedMediaSource?: typeof globalThis.MediaSource;
    readonly MediaSource?: typeof globalThis.MediaSource;
  };
  return {
    hls: (ManagedMediaSource ?? MediaSource)?.isTypeSupported('video/mp4; codecs="avc1.42E01E,mp4a.40.2"') ?? false,
    native: document.createElement('video').canPlayType('application/vnd.apple.mpegurl') !== '',
    iframe: true,
  };
}

/** Opens a connection for requests without credentials, as hls.js makes them (https://html.spec.whatwg.org/#link-type-preconnect). */
function preconnect(document: Document, href: string): void {
  const link = document.createElement('link');
  Object.assign(link, { rel: 'preconnect', href, crossOrigin: '' });
  document.head.append(link);
  link.remove();
}

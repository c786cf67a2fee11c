import type { Capabilities } from './capabilities.js';
import type { EngineFactory, EngineKind } from './engine.js';

/** How an engine is fetched. Choosing one costs nothing; only the chosen one is imported. */
export type EngineLoaders = Readonly<Partial<Record<EngineKind, () => Promise<EngineFactory>>>>;

export const engineLoaders: EngineLoaders = {
  hls: async () => {
    // The engine wants its library at once; asking for both here saves a round trip.
    void import('hls.js').catch(() => undefined);
    return (await import('./hls/engine.js')).createHlsEngine;
  },
  native: async () => (await import('./native/engine.js')).createNativeEngine,
  iframe: async () => (await import('./iframe/engine.js')).createIframeEngine,
};

/** The engine that plays: the one that was asked for, or the best that the browser can run. `null` when there is none. */
export function selectEngine(
  preferred: EngineKind | 'auto',
  capabilities: Capabilities,
  loaders: EngineLoaders = engineLoaders,
): EngineKind | null {
  const order = preferred === 'auto' ? DEFAULT_ORDER : [preferred];
  return order.find((kind) => capabilities[kind] && loaders[kind]) ?? null;
}

// MSE goes first: Chromium answers 'maybe' to HLS too, and only hls.js can change a token without a reload.
const DEFAULT_ORDER: readonly EngineKind[] = ['hls', 'native', 'iframe'];

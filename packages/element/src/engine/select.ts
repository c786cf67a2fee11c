import type { Capabilities } from './capabilities.js';
import type { EngineFactory, EngineKind } from './engine.js';

/** How an engine is fetched. Choosing one costs nothing; only the chosen one is imported. */
export type EngineTable = Readonly<Partial<Record<EngineKind, () => Promise<EngineFactory>>>>;

export const engines: EngineTable = {
  hls: async () => {
    // The engine wants its library at once; asking for both here saves a round trip.
    void import('hls.js').catch(() => undefined);
    return (await import('./hls.js')).createHlsEngine;
  },
  native: async () => (await import('./native.js')).createNativeEngine,
  iframe: async () => (await import('./iframe.js')).createIframeEngine,
};

/** The engine that plays: the one that was asked for, or the best that the browser can run. `null` when there is none. */
export function selectEngine(
  wanted: EngineKind | 'auto',
  can: Capabilities,
  table: EngineTable = engines,
): EngineKind | null {
  const order = wanted === 'auto' ? ORDER : [wanted];
  return order.find((kind) => can[kind] && table[kind]) ?? null;
}

// MSE goes first: Chromium answers 'maybe' to HLS too, and only hls.js can change a token without a reload.
const ORDER: readonly EngineKind[] = ['hls', 'native', 'iframe'];

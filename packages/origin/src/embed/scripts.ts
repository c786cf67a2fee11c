import type { Room } from '../request-context.js';

/** `/embed/sdk.latest.js`, which defines `window.Stream`, and `/embed/player.js`, the script of the frame's own page. */
export const sdk: Room = async ({ route }) => {
  if (route.kind !== 'sdk') return null;
  return new Response(await read(route.script), {
    headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'public, max-age=300' },
  });
};

/** Bundles as text, made by `scripts/bundle-frame.ts`: they are the same from source, from `dist`, in a page and in a Worker. */
const read = async (script: 'sdk' | 'player') =>
  script === 'sdk'
    ? (await import('./sdk/sdk.bundle.js')).sdkScript
    : (await import('./player/player.bundle.js')).playerScript;

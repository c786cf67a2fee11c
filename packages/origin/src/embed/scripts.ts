import type { RouteHandler } from '../request-context.js';
import type { RouteOf } from '../routes.js';

/** `/embed/sdk.latest.js`, which defines `window.Stream`, and `/embed/player.js`, the script of the player's page. */
export const embedScript: RouteHandler<RouteOf<'sdk'>> = async ({ route }) =>
  new Response(await readScript(route.script), {
    headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'public, max-age=300' },
  });

/** `scripts/bundle-frame.ts` writes the bundles as text (docs/decisions/0042-frame-scripts.md), so that every host serves the same scripts. */
const readScript = async (script: 'sdk' | 'player') =>
  script === 'sdk'
    ? (await import('./sdk/sdk.bundle.js')).sdkScript
    : (await import('./player/player.bundle.js')).playerScript;

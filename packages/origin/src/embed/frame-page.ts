import { REASON_HEADER } from '../access/refusals.js';
import type { RouteHandler } from '../request-context.js';
import type { RouteOf } from '../routes.js';
import { type FrameError, frameErrorFromStatus } from './frame-error.js';
import type { FrameOptions } from '../state.js';

/** `/<id or token>/iframe`, the bare `/<id or token>` of the iframe hosts, and `/watch`: a page with a player. */
export const framePage: RouteHandler<RouteOf<'frame'>> = ({ url }, { options }) =>
  page(url, options.frame, null, { status: 200 });

/**
 * Turns a failed request for the player's page into a page that shows the error, as the service's player does (docs/stream-facts.md,
 * "Refusals"). A page that is not among `allowedOrigins` gets a header by which the browser says "refused to connect". The service's status
 * and header are unknown.
 */
export function frameErrorPage(url: URL, response: Response, options: FrameOptions | undefined): Response {
  const headers = new Headers(response.headers);
  if (headers.get(REASON_HEADER) === 'origin-not-allowed') {
    headers.set('Content-Security-Policy', "frame-ancestors 'none'");
    return new Response(response.body, { status: response.status, headers });
  }
  const error = response.status === 200 ? null : frameErrorFromStatus(response.status);
  return error ? page(url, options, error, { status: response.status, headers }) : response;
}

function page(url: URL, options: FrameOptions | undefined, error: FrameError | null, init: ResponseInit): Response {
  const headers = new Headers(init.headers);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('Cache-Control', 'no-store');
  const html = frameHtml({
    // Relative, so that it also works below a path prefix.
    script: `${url.pathname.slice(1).includes('/') ? '../' : ''}embed/player.js`,
    sourceChange: options?.sourceChange ?? 'restart',
    error: error ?? '',
  });
  return new Response(html, { status: init.status ?? 200, headers });
}

const frameHtml = ({ script, sourceChange, error }: Record<'script' | 'sourceChange' | 'error', string>) =>
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Video player</title>
<style>
  html, body { height: 100%; margin: 0; background: #000; color: #fff; font: 1rem/1.5 system-ui, sans-serif; }
  video { display: block; width: 100%; height: 100%; }
  .advert { position: absolute; inset: 0; background: #000; }
  [role=alert] { display: grid; place-content: center; height: 100%; padding: 0 1rem; text-align: center; }
  [hidden] { display: none; }
</style>
<body data-source-change="${sourceChange}" data-error="${error}">
<video playsinline></video>
<p role="alert" hidden></p>
<script src="${script}"></script>
`;

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

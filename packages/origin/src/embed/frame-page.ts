import type { SourceChange } from './player/frame-player.js';
import { type Situation, situationOf } from './frame-error.js';
import { REASON_HEADER } from '../access/refusals.js';
import type { Room } from '../request-context.js';
import type { Route } from '../routes.js';

export interface FrameOptions {
  /**
   * What the player does to position, rate, captions and playing when a page sets its `src`. Unknown of the service.
   * Default `restart`: all of them are lost, as a `<video>` loses them.
   */
  readonly sourceChange?: SourceChange;
}

/** `/<id or token>/iframe`, the bare `/<id or token>` of the frame hosts, and `/watch`: a page with a player. */
export const frame: Room = ({ route, url }, { options }) =>
  route.kind === 'frame' ? page(url, options.frame, null, { status: 200 }) : null;

/**
 * The answer to a request for a frame that may not be played. The service's player says so in its page (stream-facts §3.6), except on a
 * page that is not among `allowedOrigins`: there the browser says "refused to connect". With which status and by which header is unknown.
 */
export function dressFrame(route: Route, url: URL, answer: Response, options: FrameOptions | undefined): Response {
  if (route.kind !== 'frame') return answer;
  const headers = new Headers(answer.headers);
  if (headers.get(REASON_HEADER) === 'origin-not-allowed') {
    headers.set('Content-Security-Policy', "frame-ancestors 'none'");
    return new Response(answer.body, { status: answer.status, headers });
  }
  const situation = answer.status === 200 ? null : situationOf(answer.status);
  return situation ? page(url, options, situation, { status: answer.status, headers }) : answer;
}

function page(url: URL, options: FrameOptions | undefined, situation: Situation | null, init: ResponseInit): Response {
  const headers = new Headers(init.headers);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('Cache-Control', 'no-store');
  const html = document({
    // The address of the script is relative, so that the origin may be served from below a folder.
    script: `${url.pathname.slice(1).includes('/') ? '../' : ''}embed/player.js`,
    sourceChange: options?.sourceChange ?? 'restart',
    situation: situation ?? '',
  });
  return new Response(html, { status: init.status ?? 200, headers });
}

const document = ({ script, sourceChange, situation }: Record<'script' | 'sourceChange' | 'situation', string>) =>
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
<body data-source-change="${sourceChange}" data-situation="${situation}">
<video playsinline></video>
<p role="alert" hidden></p>
<script src="${script}"></script>
`;

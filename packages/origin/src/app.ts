import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { createApi } from './api/app.js';
import { captionFile, initSegment, mediaSegment, download } from './delivery/files.js';
import { EXPOSED_HEADERS } from './delivery/content.js';
import { thumbnail } from './delivery/images/thumbnails.js';
import { framePage, embedScript } from './embed/frame-page.js';
import { createExchange, type ExchangeEnv, type ExchangeOptions, type Params } from './exchange.js';
import { status } from './live/status.js';
import { mediaPlaylist, multivariant } from './playlists/playlists.js';
import type { Medium } from './routes.js';

/** The paths of the service (docs/stream-facts.md, "URLs"). `:id` is a uid or a token. */
export function createApp(options: ExchangeOptions): Hono<ExchangeEnv> {
  const { origin } = options;
  const exchange = createExchange(options);
  const api = createApi(origin.options.api ?? {}, origin.clock.now);
  // With `strict: false`, a trailing slash makes no difference.
  const app = new Hono<ExchangeEnv>({ strict: false });

  // Before CORS, which the API does not allow.
  app.all(
    '/client/v4/*',
    exchange(
      () => ({ kind: 'api' }),
      ({ request, baseUrl }) => api.fetch(request, { origin, baseUrl }),
    ),
  );
  // Other methods get their CORS headers from the exchange: a middleware costs each request a promise and two copies of its response.
  app.options('*', cors({ origin: '*', exposeHeaders: EXPOSED_HEADERS, maxAge: DAY_S }));

  app.all('/embed/sdk.latest.js', exchange(() => ({ kind: 'sdk', script: 'sdk' }), embedScript)); // prettier-ignore
  app.all('/embed/player.js', exchange(() => ({ kind: 'sdk', script: 'player' }), embedScript)); // prettier-ignore

  app.all('/:id/manifest/video.m3u8', exchange(({ id }) => ({ kind: 'multivariant', id, format: 'hls' }), multivariant)); // prettier-ignore
  app.all('/:id/manifest/video.mpd', exchange(({ id }) => ({ kind: 'multivariant', id, format: 'dash' }), multivariant)); // prettier-ignore
  app.all(
    '/:id/manifest/:file{stream_t[0-9a-f]{32}_r\\d{1,15}\\.m3u8}',
    exchange(({ id, file }) => ({ kind: 'media-playlist', id, file }), mediaPlaylist),
  );

  const rendition = `/:id/:medium{(?:video|audio)}/:rendition{${NAME}}`;
  app.all(`${rendition}/init.mp4`, exchange((params) => ({ kind: 'init', ...renditionOf(params) }), initSegment)); // prettier-ignore
  app.all(
    `${rendition}/:file{seg_\\d{1,9}(?:\\.\\d{1,9})?\\.mp4}`,
    exchange((params) => ({ kind: 'segment', ...renditionOf(params), ...numbersOf(params.file) }), mediaSegment),
  );
  app.all(
    `/:id/text/:file{${NAME}\\.vtt}`,
    exchange(({ id, file }) => ({ kind: 'caption', id, language: file.slice(0, -'.vtt'.length) }), captionFile),
  );
  app.all('/:id/thumbnails/thumbnail.jpg', exchange(({ id }) => ({ kind: 'thumbnail', id, format: 'jpg' }), thumbnail)); // prettier-ignore
  app.all('/:id/thumbnails/thumbnail.gif', exchange(({ id }) => ({ kind: 'thumbnail', id, format: 'gif' }), thumbnail)); // prettier-ignore
  app.all(
    '/:id/downloads/default.mp4',
    exchange(({ id }) => ({ kind: 'download', id, file: 'default.mp4', redirected: false }), download),
  );
  app.all(
    '/:id/dl/default.mp4',
    exchange(({ id }) => ({ kind: 'download', id, file: 'default.mp4', redirected: true }), download),
  );

  app.all('/:id/lifecycle', exchange(({ id }) => ({ kind: 'lifecycle', id }), status)); // prettier-ignore
  app.all('/:id/views', exchange(({ id }) => ({ kind: 'views', id }), status)); // prettier-ignore
  app.all('/:id/metadata/playerEnhancementInfo.json', exchange(({ id }) => ({ kind: 'metadata', id }), status)); // prettier-ignore
  app.all('/:id/iframe', exchange(({ id }) => ({ kind: 'frame', id, page: 'iframe' }), framePage)); // prettier-ignore
  app.all('/:id/watch', exchange(({ id }) => ({ kind: 'frame', id, page: 'watch' }), framePage)); // prettier-ignore
  app.all('/:id', exchange(({ id }) => ({ kind: 'frame', id, page: 'iframe' }), framePage)); // prettier-ignore

  app.notFound(exchange(() => ({ kind: 'unknown' }), () => null)); // prettier-ignore
  return app;
}

/** Names of renditions and languages. */
const NAME = '[\\w-]{1,64}';

const DAY_S = 86_400;

const renditionOf = ({ id, medium, rendition }: Params) => ({ id, medium: medium as Medium, rendition });

/** Parses `seg_12.mp4` and `seg_12.3.mp4`. */
function numbersOf(file: string): { readonly number: number; readonly part?: number } {
  const [, number, part] = /^seg_(\d+)(?:\.(\d+))?/.exec(file) ?? [];
  return { number: Number(number), ...(part ? { part: Number(part) } : {}) };
}

/** What a path asks for. `id` is what stood in the id position: a uid or a token. Paths as the service lays them out (stream-facts §1.2). */
export type Route =
  | { readonly kind: 'multivariant'; readonly id: string; readonly format: 'hls' | 'dash' }
  | { readonly kind: 'media-playlist'; readonly id: string; readonly hash: string; readonly revision: number }
  | { readonly kind: 'init'; readonly id: string; readonly medium: Medium; readonly rendition: string }
  | { readonly kind: 'segment'; readonly id: string; readonly medium: Medium; readonly rendition: string; readonly number: number; readonly part?: number } // prettier-ignore
  | { readonly kind: 'caption'; readonly id: string; readonly language: string }
  | { readonly kind: 'thumbnail'; readonly id: string; readonly format: 'jpg' | 'gif' }
  | { readonly kind: 'download'; readonly id: string; readonly file: 'default.mp4'; readonly redirected: boolean }
  | { readonly kind: 'frame'; readonly id: string; readonly page: 'iframe' | 'watch' }
  | { readonly kind: 'lifecycle' | 'views' | 'metadata'; readonly id: string }
  | { readonly kind: 'api'; readonly path: string }
  | { readonly kind: 'sdk'; readonly script: 'sdk' | 'player' }
  | { readonly kind: 'unknown' };

export type Medium = 'video' | 'audio';

export type RequestKind = Route['kind'];

type Pattern = readonly [RegExp, (id: string, match: readonly string[]) => Route];

const NUMBER = String.raw`(\d{1,9})`;
const NAME = String.raw`([\w-]{1,64})`;

const PATTERNS: readonly Pattern[] = [
  [/^manifest\/video\.m3u8$/, (id) => ({ kind: 'multivariant', id, format: 'hls' })],
  [/^manifest\/video\.mpd$/, (id) => ({ kind: 'multivariant', id, format: 'dash' })],
  [
    /^manifest\/stream_t([0-9a-f]{32})_r(\d{1,15})\.m3u8$/,
    (id, [, hash = '', revision]) => ({ kind: 'media-playlist', id, hash, revision: Number(revision) }),
  ],
  [
    new RegExp(`^(video|audio)/${NAME}/init\\.mp4$`),
    (id, [, medium, rendition = '']) => ({ kind: 'init', id, medium: medium as Medium, rendition }),
  ],
  [
    new RegExp(`^(video|audio)/${NAME}/seg_${NUMBER}(?:\\.${NUMBER})?\\.mp4$`),
    (id, [, medium, rendition = '', number, part]) => ({
      kind: 'segment',
      id,
      medium: medium as Medium,
      rendition,
      number: Number(number),
      ...(part ? { part: Number(part) } : {}),
    }),
  ],
  [new RegExp(`^text/${NAME}\\.vtt$`), (id, [, language = '']) => ({ kind: 'caption', id, language })],
  [
    /^thumbnails\/thumbnail\.(jpg|gif)$/,
    (id, [, format]) => ({ kind: 'thumbnail', id, format: format as 'jpg' | 'gif' }),
  ],
  [
    /^(downloads|dl)\/default\.mp4$/,
    (id, [, folder]) => ({ kind: 'download', id, file: 'default.mp4', redirected: folder === 'dl' }),
  ],
  [/^(iframe|watch)$/, (id, [, page]) => ({ kind: 'frame', id, page: page as 'iframe' | 'watch' })],
  [/^$/, (id) => ({ kind: 'frame', id, page: 'iframe' })],
  [/^(lifecycle|views)$/, (id, [kind]) => ({ kind: kind as 'lifecycle' | 'views', id })],
  [/^metadata\/playerEnhancementInfo\.json$/, (id) => ({ kind: 'metadata', id })],
];

/** Reads a path. What is no path of the service is `unknown`. */
export function parseRoute(pathname: string): Route {
  if (pathname === '/embed/sdk.latest.js') return { kind: 'sdk', script: 'sdk' };
  if (pathname === '/embed/player.js') return { kind: 'sdk', script: 'player' };
  if (pathname.startsWith('/client/v4/')) return { kind: 'api', path: pathname.slice('/client/v4'.length) };
  const [, segment = '', ...rest] = pathname.split('/');
  const id = decode(segment);
  if (!id) return { kind: 'unknown' };
  const path = rest.join('/');
  for (const [pattern, route] of PATTERNS) {
    const match = pattern.exec(path);
    if (match) return route(id, match);
  }
  return { kind: 'unknown' };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}

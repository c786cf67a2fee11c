import { type EmbedParameters, isPathId, parseEmbedQuery } from '@secure-stream/protocol';

/** The parts of a frame's URL. */
export interface FrameUrl {
  /** URL of the origin, without a trailing slash. Contains the path prefix if there is one. */
  readonly base: string;
  /** A uid or a token. */
  readonly id: string;
  readonly parameters: EmbedParameters;
  /** Whether `poster` is absent or a URL. The player shows an error otherwise (Cloudflare documentation, "Use the Stream Player"). */
  readonly isPosterValid: boolean;
}

/** Parses `/<id>/iframe`, `/<id>/watch` and the bare `/<id>`. */
export function parseFrameUrl({ origin, pathname, search }: Pick<URL, 'origin' | 'pathname' | 'search'>): FrameUrl {
  const segments = pathname.replace(/\/(?:iframe|watch)?$/, '').split('/');
  const id = decodeURIComponent(segments.pop() ?? '');
  const query = new URLSearchParams(search);
  return {
    base: origin + segments.join('/'),
    id,
    parameters: parseEmbedQuery(query),
    isPosterValid: !query.has('poster') || URL.canParse(query.get('poster') ?? ''),
  };
}

/** The URL of a video's playlist; `null` if `id` can be neither a uid nor a token. */
export function playlistUrl({ base, parameters }: FrameUrl, id: string): string | null {
  if (!isPathId(id)) return null;
  return `${base}/${encodeURIComponent(id)}/manifest/video.m3u8${parameters.dvrEnabled ? '?dvrEnabled=true' : ''}`;
}

import { type EmbedParameters, isPathId, parseEmbedQuery } from '@secure-stream/protocol';

/** What the address of a frame says. */
export interface FrameAddress {
  /** Where the origin's paths begin, without a slash at the end: a proxy may have put it below a folder. */
  readonly base: string;
  /** A uid or a token. */
  readonly id: string;
  readonly parameters: EmbedParameters;
  /** The player says so in the place of the film: an empty one is `1` to it, or nothing (documentation: Using the Stream Player). */
  readonly posterUsable: boolean;
}

/** Reads `/<id>/iframe`, `/<id>/watch` and the bare `/<id>`. */
export function readFrameAddress({
  origin,
  pathname,
  search,
}: Pick<URL, 'origin' | 'pathname' | 'search'>): FrameAddress {
  const segments = pathname.replace(/\/(?:iframe|watch)?$/, '').split('/');
  const id = decodeURIComponent(segments.pop() ?? '');
  const query = new URLSearchParams(search);
  return {
    base: origin + segments.join('/'),
    id,
    parameters: parseEmbedQuery(query),
    posterUsable: !query.has('poster') || URL.canParse(query.get('poster') ?? ''),
  };
}

/** The playlist of an id or token; `null` for what can be neither. */
export function playlistUrl({ base, parameters }: FrameAddress, id: string): string | null {
  if (!isPathId(id)) return null;
  return `${base}/${encodeURIComponent(id)}/manifest/video.m3u8${parameters.dvrEnabled ? '?dvrEnabled=true' : ''}`;
}

import type { Video } from '../library/videos.js';
import type { Route } from '../routes.js';

/** The track of a media playlist. */
export interface PlaylistTrack {
  readonly medium: 'video' | 'audio' | 'text';
  readonly index: number;
}

const MEDIA = ['video', 'audio', 'text'] as const;
const MAX_TRACKS = 64;
let revisions = Math.floor(Math.random() * 2 ** 24);

/**
 * Creates a file name in the service's form, `stream_t<32 hex>_r<digits>.m3u8`: one hash for all renditions of a medium, and a revision that
 * changes with every request (docs/stream-facts.md, "Playlists"). Here the revision also encodes the rendition, so that old names stay valid.
 */
export function playlistName(uid: string, medium: PlaylistTrack['medium'], index: number): string {
  revisions += 1;
  return `stream_t${hashOf(uid, medium)}_r${revisions * MAX_TRACKS + index}.m3u8`;
}

/** Parses such a name; `null` if it is not one of this video. */
export function parsePlaylistName(uid: string, file: string): PlaylistTrack | null {
  const [, hash, revision] = /^stream_t([0-9a-f]{32})_r(\d{1,15})\.m3u8$/.exec(file) ?? [];
  const medium = MEDIA.find((name) => hashOf(uid, name) === hash);
  return medium ? { medium, index: Number(revision) % MAX_TRACKS } : null;
}

/** Any 32 digits that are stable and differ by medium: here those of the uid, each changed by the number of the medium. */
function hashOf(uid: string, medium: PlaylistTrack['medium']): string {
  return uid.replace(/./g, (digit) => (Number.parseInt(digit, 16) ^ (MEDIA.indexOf(medium) + 1)).toString(16));
}

/** The rendition that a request is for, as `FaultPlan.only` names it; empty if it is for none. */
export function requestedRendition(route: Route, videos: Iterable<Video>): string {
  if ('medium' in route) return `${route.medium}/${route.rendition}`;
  if (route.kind === 'caption') return `text/${route.language}`;
  if (route.kind !== 'media-playlist') return '';
  for (const { uid } of videos) {
    const track = parsePlaylistName(uid, route.file);
    if (track) return `${track.medium}/${track.index}`;
  }
  return '';
}

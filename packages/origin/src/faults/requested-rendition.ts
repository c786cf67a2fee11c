import type { Video } from '../library/videos.js';
import { parsePlaylistName } from '../playlists/playlist-names.js';
import type { Route } from '../routes.js';

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

/** What a media playlist is of. */
export interface PlaylistTrack {
  readonly medium: 'video' | 'audio' | 'text';
  readonly index: number;
}

const MEDIA = ['video', 'audio', 'text'] as const;
const MOST_TRACKS = 64;
let revisions = Math.floor(Math.random() * 2 ** 24);

/**
 * A file name as the service makes them: `stream_t<32 hex>_r<digits>.m3u8`. One hash for all renditions of a medium, and a
 * revision that is another with every fetch (stream-facts §2.1); ours also says which rendition it is, so that old names go on working.
 */
export function playlistName(uid: string, medium: PlaylistTrack['medium'], index: number): string {
  revisions += 1;
  return `stream_t${hashOf(uid, medium)}_r${revisions * MOST_TRACKS + index}.m3u8`;
}

/** `null` when the hash is not of this video. */
export function readPlaylistName(uid: string, hash: string, revision: number): PlaylistTrack | null {
  const medium = MEDIA.find((name) => hashOf(uid, name) === hash);
  return medium ? { medium, index: revision % MOST_TRACKS } : null;
}

/** Any 32 digits will do, if they are always the same. */
function hashOf(uid: string, medium: PlaylistTrack['medium']): string {
  const turn = 7 * (MEDIA.indexOf(medium) + 1);
  return uid.slice(turn) + uid.slice(0, turn);
}

/**
 * What a transcript needs of a player. Every `<video>` has it, and so have `<secure-stream>` and
 * `<secure-stream-player>`.
 */
export interface TranscriptMedia extends EventTarget {
  readonly textTracks: TextTrackList;
  readonly currentSrc: string;
  readonly readyState: number;
  readonly error: unknown;
  currentTime: number;
}

const EVENTS = ['timeupdate', 'seeking', 'seeked', 'progress', 'loadstart', 'emptied', 'loadeddata', 'error'];
const TRACK_EVENTS = ['addtrack', 'removetrack', 'change'];

/**
 * Calls `update` whenever a player may have another position, other tracks or other cues. Ends with
 * the signal.
 */
export function listenToMedia(media: TranscriptMedia, update: () => void, signal: AbortSignal): void {
  for (const name of EVENTS) media.addEventListener(name, update, { signal });
  for (const name of TRACK_EVENTS) media.textTracks.addEventListener(name, update, { signal });
}

/** Returns the player with an id in the tree of a node, once its tag is defined. */
export function findMedia(node: Node, id: string): TranscriptMedia | null {
  const root = node.getRootNode() as Partial<NonElementParentNode>;
  const found = root.getElementById?.(id) as unknown as Partial<TranscriptMedia> | null | undefined;
  return found?.textTracks ? (found as TranscriptMedia) : null;
}

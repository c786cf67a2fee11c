/** What a request is for. `id` is a uid or a token: the service accepts both in the same place (docs/stream-facts.md, "URLs"). */
export type Route =
  | { readonly kind: 'multivariant'; readonly id: string; readonly format: 'hls' | 'dash' }
  | { readonly kind: 'media-playlist'; readonly id: string; readonly file: string }
  | { readonly kind: 'init'; readonly id: string; readonly medium: Medium; readonly rendition: string }
  | { readonly kind: 'segment'; readonly id: string; readonly medium: Medium; readonly rendition: string; readonly number: number; readonly part?: number } // prettier-ignore
  | { readonly kind: 'caption'; readonly id: string; readonly language: string }
  | { readonly kind: 'thumbnail'; readonly id: string; readonly format: 'jpg' | 'gif' }
  | { readonly kind: 'download'; readonly id: string; readonly file: 'default.mp4'; readonly redirected: boolean }
  | { readonly kind: 'frame'; readonly id: string; readonly page: 'iframe' | 'watch' }
  | { readonly kind: 'lifecycle' | 'views' | 'metadata'; readonly id: string }
  | { readonly kind: 'api' }
  | { readonly kind: 'sdk'; readonly script: 'sdk' | 'player' }
  | { readonly kind: 'unknown' };

export type Medium = 'video' | 'audio';

export type RequestKind = Route['kind'];

/** A route of one kind. */
export type RouteOf<Kind extends RequestKind> = Extract<Route, { readonly kind: Kind }>;

/** A route that names a video or a live input, and so needs an access decision. */
export type VideoRoute = Extract<Route, { readonly id: string }>;

// The packages of `bench/peers/package.json` are installed when `npm run bench -- peers` runs, not for a check of types.
declare module 'hls-video-element';
declare module '@mux/mux-video';
declare module '@videojs/html/video/player';
declare module '@videojs/html/media/hls-video';
declare module 'cloudflare-video-element';
declare module 'vidstack/player';
declare module 'vidstack/elements' {
  export interface HlsProvider {
    readonly type: string;
    library: unknown;
    config: object;
  }
}
declare module 'video.js' {
  interface RequestOptions {
    uri?: string;
    url?: string;
  }
  interface Player {
    src(source: { src: string; type: string }): void;
    play(): Promise<void>;
    ready(callback: () => void): void;
    tech(access: object): { vhs: { xhr: { onRequest(hook: (options: RequestOptions) => RequestOptions): void } } };
    on(event: string, callback: () => void): void;
  }
  interface VideoJs {
    (video: HTMLVideoElement, options: object): Player;
    Vhs: Record<string, number>;
  }
  const videojs: VideoJs;
  export default videojs;
}

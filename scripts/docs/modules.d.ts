/** Modules of the samples that this repository does not install. */
declare module 'cloudflare:workers' {
  export const env: any; // oxlint-disable-line typescript/no-explicit-any
}
declare module '@angular/core' {
  export const Component: (options: object) => (type: unknown) => void;
  export const CUSTOM_ELEMENTS_SCHEMA: unknown;
  export const input: { required<Value>(): () => Value };
}
declare module '@vitejs/plugin-react';
declare module '@vitejs/plugin-vue';
declare module 'gifenc';
declare module '*/stream' {
  export const getEndpoint: () => import('@secure-stream/signer').TokenEndpoint;
}
declare module '@mux/mux-player';
declare module '@mux/mux-video';
declare module '@videojs/html/*';
declare module '@videojs/react' {
  export const createPlayer: (options: object) => { Provider: import('react').FC<import('react').PropsWithChildren> };
}
declare module '@videojs/react/*' {
  export const HlsVideo: import('react').FC<
    import('react').ComponentProps<'video'> & { config: Partial<import('hls.js').HlsConfig> }
  >;
  export const VideoSkin: import('react').FC<import('react').PropsWithChildren>;
  export const videoFeatures: object;
}
declare module 'dashjs' {
  export const MediaPlayer: any; // oxlint-disable-line typescript/no-explicit-any
}
declare module 'expo-video' {
  interface VideoPlayer {
    currentTime: number;
    readonly playing: boolean;
    play(): void;
    replaceAsync(source: { uri: string; contentType: 'hls' | 'dash' }): Promise<void>;
  }
  export const useVideoPlayer: (source: string | null) => VideoPlayer;
  export const VideoView: import('react').FC<{ player: VideoPlayer; style: object }>;
}
declare module 'hls-video-element' {
  export { default as Hls } from 'hls.js';
}
declare module 'mux-embed' {
  const mux: import('@secure-stream/element/analytics/mux').MuxEmbed;
  export default mux;
}
declare module 'react-native' {
  export const AppState: {
    addEventListener(type: 'change', listener: () => void): { remove(): void };
  };
}
declare module 'react-player' {
  const ReactPlayer: import('react').FC<import('react').ComponentProps<'video'> & { playing: boolean }>;
  export default ReactPlayer;
}
declare module 'shaka-player' {
  const shaka: any; // oxlint-disable-line typescript/no-explicit-any
  export default shaka;
}
declare module 'video.js' {
  const videojs: any; // oxlint-disable-line typescript/no-explicit-any
  export default videojs;
}
declare module 'vidstack/*';

import '@mux/mux-video';
import { HLS_CONFIG, mount, playWithNewSources } from './page.ts';

/** Mux: "Generate fresh tokens before the current one expires", and give them to the element. */
const media = document.createElement('mux-video') as HTMLVideoElement & {
  _hlsConfig: object;
  disableTracking: boolean;
};
media._hlsConfig = HLS_CONFIG;
media.disableTracking = true;
media.muted = true;
await playWithNewSources(mount(media));

import 'hls-video-element';
import { HLS_CONFIG, mount, playWithNewSources } from './page.ts';

const media = document.createElement('hls-video') as HTMLVideoElement & { config: object };
media.config = HLS_CONFIG;
media.muted = true;
await playWithNewSources(mount(media));

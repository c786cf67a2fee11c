import 'hls-video-element';
import { HLS_CONFIG, mount, playWithNewSources } from './page.ts';

const media: HTMLElement = document.createElement('hls-video');
Object.assign(media, { config: HLS_CONFIG, muted: true });
await playWithNewSources(mount(media as HTMLVideoElement));

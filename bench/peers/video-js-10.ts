import '@videojs/html/video/player';
import '@videojs/html/media/hls-video';
import { HLS_CONFIG, mount, playWithNewSources } from './page.ts';

const media: HTMLElement = document.createElement('hls-video');
Object.assign(media, { config: HLS_CONFIG, muted: true });
mount(document.createElement('video-player')).append(media);
await playWithNewSources(media as HTMLVideoElement);

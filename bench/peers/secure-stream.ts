import '@secure-stream/element/define';
import { HLS_CONFIG, mount, origin, videoId } from './page.ts';

const element = document.createElement('secure-stream');
// The other players have no poster either.
Object.assign(element, { videoId, streamOrigin: origin, tokenEndpoint: '/token', muted: true, poster: 'none' });
element.hlsConfig = HLS_CONFIG;
void mount(element).play();

import '@secure-stream/element/define';
import { CONFIG, record } from './record.ts';

const { origin, videoId } = document.documentElement.dataset;
const element = document.createElement('secure-stream');
// Bare hls.js has no poster either.
const settings = { tokenEndpoint: '/token', muted: true, poster: 'none', hlsConfig: CONFIG };
Object.assign(element, { videoId, streamOrigin: origin, ...settings });
record(element);
void element.play();

import Hls from 'hls.js';
import { CONFIG, record } from './record.ts';

const video = Object.assign(document.createElement('video'), { muted: true });
record(video);
const hls = new Hls(CONFIG);
hls.loadSource(document.documentElement.dataset['playlist'] ?? '');
hls.attachMedia(video);
void video.play();

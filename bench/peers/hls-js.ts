import Hls from 'hls.js';
import { HLS_CONFIG, manifestUrl, mount, requestToken } from './page.ts';

/** A token at the start, as in the examples of the service. */
const video = mount(Object.assign(document.createElement('video'), { muted: true }));
const token = requestToken();
const hls = new Hls(HLS_CONFIG);
hls.attachMedia(video);
hls.loadSource(manifestUrl(await token));
void video.play();

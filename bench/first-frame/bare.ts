import Hls from 'hls.js';
import { watchFirstFrame } from './watch.ts';

/** A page with the token in its HTML, which has nothing to request first. */
const video = document.createElement('video');
video.muted = true;
document.body.append(video);
watchFirstFrame(video);
const hls = new Hls();
hls.loadSource(document.documentElement.dataset['manifest'] ?? '');
hls.attachMedia(video);
void video.play();

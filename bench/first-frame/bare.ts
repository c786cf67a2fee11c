import Hls from 'hls.js';
import { watchFirstFrame } from './watch.ts';

/** What a page does that was given its token with its HTML, and has nothing to ask for. */
const video = document.createElement('video');
video.muted = true;
document.body.append(video);
watchFirstFrame(video);
const hls = new Hls();
hls.loadSource(document.documentElement.dataset['manifest'] ?? '');
hls.attachMedia(video);
void video.play();

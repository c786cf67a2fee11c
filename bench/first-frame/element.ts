import '@secure-stream/element/define';
import { watchFirstFrame } from './watch.ts';

const { videoId = '', origin = '' } = document.documentElement.dataset;
const element = document.createElement('secure-stream');
// Bare hls.js has no poster either, and drawing one would slow this origin down.
Object.assign(element, {
  videoId,
  streamOrigin: origin,
  tokenEndpoint: `/token${location.search}`,
  muted: true,
  poster: 'none',
});
document.body.append(element);
watchFirstFrame(element.shadowRoot!.querySelector('video')!);
void element.play();

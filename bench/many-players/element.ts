import '@secure-stream/element/define';
import { watchFirstFrame } from '../first-frame/watch.ts';
import { addPlayer, readPage } from './record.ts';

const { origin, sources } = readPage();
const loading = location.search === '?lazy' ? 'lazy' : 'eager';
for (const [index, { videoId }] of sources.entries()) {
  const element = document.createElement('secure-stream');
  // Bare hls.js has no poster either, and drawing fifty would slow this origin down.
  Object.assign(element, { videoId, streamOrigin: origin, tokenEndpoint: '/token', poster: 'none', loading });
  addPlayer(element, index);
}
watchFirstFrame(document.querySelector('secure-stream')!.shadowRoot!.querySelector('video')!);

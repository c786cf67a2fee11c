import '@secure-stream/element/define';
import { watchFirstFrame } from './watch.ts';

const { videoId = '', origin = '' } = document.documentElement.dataset;
const element = document.createElement('secure-stream');
Object.assign(element, { videoId, streamOrigin: origin, tokenEndpoint: '/token', muted: true });
document.body.append(element);
watchFirstFrame(element.shadowRoot!.querySelector('video')!);
void element.play();

import '@secure-stream/element/define';
import { watchFirstFrame } from './watch.ts';

/** A page whose server has rendered the player and its first token. */
const element = document.querySelector('secure-stream')!;
watchFirstFrame(element.shadowRoot!.querySelector('video')!);
void element.play();

import { watchFirstFrame } from './watch.ts';

/** A page with the tag, which loads the player with the script for a tag. */
await customElements.whenDefined('secure-stream');
const element = document.querySelector('secure-stream')!;
watchFirstFrame(element.shadowRoot!.querySelector('video')!);
void element.play();

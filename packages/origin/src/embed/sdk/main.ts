import { listen, Stream } from './stream-player.js';

// The script `/embed/sdk.latest.js`. A page may load it twice.
const page = window as Window & { Stream?: typeof Stream };
if (!page.Stream) {
  page.Stream = Stream;
  listen(window);
}

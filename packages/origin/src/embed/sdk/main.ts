import { listen, Stream } from './stream.js';

// What `/embed/sdk.latest.js` does to a page. A page may load it twice.
const page = window as Window & { Stream?: typeof Stream };
if (!page.Stream) {
  page.Stream = Stream;
  listen(window);
}

import Hls from 'hls.js';
import { HLS_CONFIG, manifestUrl, mount, requestToken, withToken } from './page.ts';

/** An asynchronous `xhrSetup`, which hls.js documents, that puts a token in each URL and renews it two seconds before it expires. */
const MARGIN_S = 2;
const video = mount(Object.assign(document.createElement('video'), { muted: true }));
let token = requestToken();

async function currentToken(): Promise<string> {
  const { exp } = JSON.parse(atob((await token).split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))) as {
    exp: number;
  };
  if (exp - MARGIN_S < Date.now() / 1000) token = requestToken();
  return token;
}

const hls = new Hls({
  ...HLS_CONFIG,
  async xhrSetup(xhr, url) {
    xhr.open('GET', withToken(url, await currentToken()), true);
  },
});
hls.attachMedia(video);
hls.loadSource(manifestUrl(await token));
void video.play();

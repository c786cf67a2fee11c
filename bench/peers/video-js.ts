import videojs from 'video.js';
import { BUFFER_S, HLS_TYPE, isOfStream, manifestUrl, mount, renewByTimer, requestToken, withToken } from './page.ts';

/** `onRequest` of its HLS player, which it documents for such headers and URLs, puts the latest token in each URL. */
Object.assign(videojs.Vhs, { GOAL_BUFFER_LENGTH: BUFFER_S, MAX_GOAL_BUFFER_LENGTH: BUFFER_S });
let token = await requestToken();
const video = mount(Object.assign(document.createElement('video'), { muted: true }));
const player = videojs(video, { html5: { vhs: { overrideNative: true } } });
player.on('xhr-hooks-ready', () =>
  player.tech({}).vhs.xhr.onRequest((options) => {
    const url = options.uri ?? options.url;
    return url && isOfStream(url) ? { ...options, uri: withToken(url, token) } : options;
  }),
);
player.ready(() => {
  player.src({ src: manifestUrl(token), type: HLS_TYPE });
  void player.play();
});
renewByTimer((next) => (token = next));

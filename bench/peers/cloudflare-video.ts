import 'cloudflare-video-element';
import { mount, requestToken } from './page.ts';

/** It opens the frame at `iframe.videodelivery.net`, and loads its SDK from `embed.videodelivery.net`. */
const media = document.createElement('cloudflare-video');
for (const name of ['autoplay', 'muted', 'controls']) media.setAttribute(name, '');
media.style.cssText = 'width: 640px; height: 360px';
media.setAttribute('src', `https://watch.videodelivery.net/${await requestToken()}`);
mount(media);

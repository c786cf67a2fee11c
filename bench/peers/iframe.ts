import { mount, origin, requestToken } from './page.ts';

/** The address of the frame with its token, as in the documentation of signed URLs. */
const frame = Object.assign(document.createElement('iframe'), { width: '640', height: '360', allow: 'autoplay' });
frame.src = `${origin}/${await requestToken()}/iframe?autoplay=true&muted=true`;
mount(frame);

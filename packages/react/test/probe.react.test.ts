import { test } from 'vitest';
import { stage } from './page.ts';
test('probe', async () => {
  const scene = await stage();
  const own = scene.fetch.bind(scene);
  let ranged = false;
  scene.fetch = async (request) => {
    console.log('ASK', request.mode, request.destination, new URL(request.url).pathname.slice(-30), JSON.stringify([...request.headers]));
    if (!ranged || !/manifest|video|audio/.test(request.url)) return own(request);
    const headers = new Headers(request.headers);
    if (!headers.has('range')) headers.set('Range', 'bytes=0-');
    const response = await own(new Request(request.url, { headers }));
    console.log('GOT', response.status, JSON.stringify([...response.headers]));
    return response;
  };
  const grant = await (await fetch('/api/stream-token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ videoId: scene.source.videoId }) })).json();
  const url = `/${grant.token}/manifest/video.m3u8`;
  const r = await fetch(url);
  console.log('FETCH', r.status, r.url.slice(-30), r.type, r.redirected);
  for (ranged of [false, true]) {
    const video = document.createElement('video');
    video.muted = true; video.autoplay = true;
    document.body.append(video);
    for (const n of ['error', 'loadedmetadata', 'playing']) video.addEventListener(n, () => console.log(n, video.error?.code, video.error?.message.replace(/eyJ[^/ ]+/g, 'T')));
    video.src = url + (ranged ? '?a=1' : '');
    await new Promise((r) => setTimeout(r, 3000));
    video.remove();
  }
});

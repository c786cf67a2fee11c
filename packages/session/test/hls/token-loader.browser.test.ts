import Hls from 'hls.js';
import { expect } from '@secure-stream/test-server/expect';
import { testServer } from '@secure-stream/test-server/client';
import { playTo, waitUntil } from '@secure-stream/test-server/wait';
import { createTokenLoader, createTokenSession, type StreamTokenSession } from '../../src/index.js';
import { ShiftedClock } from '../../../element/test/support/shifted-clock.js';

/** A busy machine may send nothing for a second, and a token has to be valid for longer than that. */
const SPEED = 2;

suite('createTokenLoader with bare hls.js', () => {
  let session: StreamTokenSession | undefined;
  let hls: Hls | undefined;
  teardown(() => {
    hls?.destroy();
    session?.stop();
    document.body.replaceChildren();
  });

  test('plays across five renewals without a stall, a refusal or a byte fetched twice', async () => {
    const { origin, endpoint, videoId } = await testServer.open({ tokenLifetime: 8, speed: SPEED });
    session = createTokenSession({ videoId, origin, endpoint, clock: new ShiftedClock(SPEED) });
    let renewals = 0;
    session.subscribe((event) => {
      if (event.type === 'token' && event.isRenewal) renewals += 1;
    });
    const video = Object.assign(document.createElement('video'), { muted: true, defaultPlaybackRate: SPEED });
    document.body.append(video);
    // Short, or all of the video would be there before the first renewal.
    hls = new Hls({ loader: createTokenLoader(session, Hls), maxBufferLength: 12, maxMaxBufferLength: 12 });
    hls.loadSource(`${origin}/${videoId}/manifest/video.m3u8`);
    hls.attachMedia(video);
    void video.play();
    await waitUntil(() => video.currentTime > 1);
    const interruptions: string[] = [];
    for (const type of ['waiting', 'emptied', 'seeking', 'error'])
      video.addEventListener(type, () => interruptions.push(type));
    await playTo(video, 20);
    await waitUntil(() => renewals >= 5);
    expect(interruptions).toStrictEqual([]);
    const urls = hls.levels.flatMap(({ url, details }) => [
      ...url,
      ...(details?.fragments ?? []).map((fragment) => fragment.url),
    ]);
    expect(urls.join(' ')).not.toContain(session.token);

    const entries = await testServer.listRequests();
    expect(entries.filter(({ status }) => status >= 400)).toStrictEqual([]);
    const segments = entries
      .filter(({ kind }) => kind === 'segment')
      .map(({ path }) => path.split('/').slice(2).join('/'));
    expect(segments.filter((path, index) => segments.indexOf(path) !== index)).toStrictEqual([]);
  });
});

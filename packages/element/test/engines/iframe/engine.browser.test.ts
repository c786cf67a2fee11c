import { expect } from '@secure-stream/test-server/expect';
import { playFor, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { createIframeEngine } from '../../../src/engines/iframe/engine.ts';
import { ABSENT_MEMBERS } from '../../../src/engines/iframe/members.ts';
import {
  openEngineFixture,
  type EngineFixture,
  type EngineFixtureOptions,
} from '../../support/handover/engine-fixture.ts';

let fixture: EngineFixture;
const media = () => fixture.engine.media;
/** What only WebKit's `<video>` has, and a frame has not. */
const WEBKIT_REASON = new Set(['audioTracks', 'controller', 'getStartDate', 'mediaGroup', 'videoTracks']);

const frame = () => fixture.player() as HTMLIFrameElement;

const open = async (setup: Partial<EngineFixtureOptions> = {}) =>
  (fixture = await openEngineFixture({ create: createIframeEngine, tokenLifetime: 60, ...setup }));

async function play(at = 0.3): Promise<void> {
  await media().play();
  await waitUntil(() => media().currentTime > at);
  fixture.events.length = 0;
}

/** Until `test` has ended, the page has no SDK. */
function forgetSdk(): void {
  Reflect.deleteProperty(window, 'Stream');
}

suite('iframe: the frame', () => {
  teardown(() => fixture.close());

  test('is named for screen readers, may play by itself and go full screen, and is told of the origin only', async () => {
    await open();
    await waitUntil(() => media().readyState > 0);
    expect(frame().title).toBe('Video player');
    expect(frame().allow.split('; ')).toEqual(
      expect.arrayContaining(['autoplay', 'encrypted-media', 'picture-in-picture']),
    );
    expect(frame().allowFullscreen).toBe(true);
    expect(frame().referrerPolicy).toBe('strict-origin');
  });

  test('begins where it is told to, muted, in the captions that were asked for, and each player after it does too', async () => {
    await open({
      tokenLifetime: 25,
      settings: { muted: true, defaultTextTrack: 'de' },
      source: { startTime: 31 },
    });
    await play(31.2);
    expect(media().currentTime).toBeGreaterThanOrEqual(31);
    expect(media().currentTime).toBeLessThanOrEqual(40);
    await fixture.renew();
    const { searchParams } = new URL(frame().src);
    expect([searchParams.get('defaultTextTrack'), media().muted, fixture.reloads()]).toStrictEqual(['de', true, 0]);
  });

  test('has every member that a `<video>` has, and tells no address, which would hold a token', async () => {
    await open();
    const members = new Set(
      [HTMLMediaElement, HTMLVideoElement].flatMap(({ prototype }) =>
        Object.getOwnPropertyNames(prototype).filter((name) => !/^(on|webkit|moz|constructor)/.test(name)),
      ),
    );
    const missing = [...members].filter((name) => !(name in media()) && !WEBKIT_REASON.has(name));
    expect(missing).toStrictEqual([]);
    expect([...members].filter((name) => media()[name as keyof HTMLVideoElement] === undefined).sort()).toStrictEqual(
      [...members]
        .filter((name) => WEBKIT_REASON.has(name) || (ABSENT_MEMBERS as readonly string[]).includes(name))
        .sort(),
    );
    expect([media().src, media().currentSrc]).toStrictEqual(['', '']);
  });

  test('whose SDK takes 3 s plays what was asked for meanwhile', async () => {
    forgetSdk();
    await open({ isSdkUnloaded: true, responseDelay: { target: 'sdk', milliseconds: 3000 } });
    media().volume = 0.5;
    media().currentTime = 20;
    const playing = media().play();
    expect([media().paused, media().currentTime, media().volume]).toStrictEqual([false, 20, 0.5]);
    await playing;
    await waitUntil(() => media().currentTime > 20.2);
    expect([media().volume, fixture.errors.length]).toStrictEqual([0.5, 0]);
  });

  test('is handed over although the spare one’s page takes 3 s', async () => {
    await open();
    await play();
    media().pause();
    await testServer.delayNext({ target: 'frame', milliseconds: 3000, count: 1 });
    await fixture.renew();
    expect([fixture.reloads(), fixture.errors.length]).toStrictEqual([0, 0]);
  });

  test('whose SDK an ad blocker keeps away is an error of its own, and the next player asks again', async () => {
    forgetSdk();
    await open({ isSdkUnloaded: true, failure: { target: 'sdk', status: 404, count: 1 } });
    await waitUntil(() => fixture.errors.length === 1);
    expect(fixture.errors[0]!.reason).toBe('sdk-blocked');
    fixture.close();
    await open({ isSdkUnloaded: true });
    await play();
    expect(fixture.errors).toStrictEqual([]);
  });

  test('that may not be shown on this page is an error of its own', async () => {
    await open({ rejection: { target: 'frame', reason: 'origin-not-allowed', count: 9 } });
    await waitUntil(() => fixture.errors.length === 1);
    expect(fixture.errors[0]!.reason).toBe('frame-refused');
  });

  test('that is moved in the document begins anew, and goes on where it was', async () => {
    await open();
    media().volume = 0.7;
    await play(3);
    const { currentTime } = media();
    await testServer.clearRequests();
    document.body.append(fixture.host);
    await waitUntil(() => fixture.reloads() === 1);
    await waitUntil(() => media().currentTime > currentTime + 0.3);
    // By itself, and where it was.
    expect((await testServer.listRequests()).filter(({ kind }) => kind === 'frame')).toHaveLength(2);
    expect(media().currentTime).toBeGreaterThanOrEqual(currentTime);
    expect(media().currentTime).toBeLessThanOrEqual(currentTime + 10);
    expect([media().paused, fixture.errors.length]).toStrictEqual([false, 0]);
    // WebKit's has half the digits.
    expect(Math.abs(media().volume - 0.7)).toBeLessThanOrEqual(0.001);
  });

  test('that is moved while the next one is made ready is still handed over', async () => {
    await open();
    await play();
    media().pause();
    const done = fixture.renew();
    await waitUntil(() => fixture.engine.state.status === 'preparing');
    document.body.append(fixture.host);
    await done;
    await waitUntil(() => fixture.engine.state.status === 'idle');
    expect([media().paused, fixture.errors.length]).toStrictEqual([true, 0]);
  });

  test('hears its own window and no other', async () => {
    await open();
    await play();
    const reported = fixture.events.length;
    for (const eventName of ['pause', 'ended', 'error'])
      window.postMessage({ __privateUnstableMessageType: 'event', eventName }, '*');
    // Messages arrive in the order in which they were sent.
    const lifetime = new AbortController();
    const last = new Promise<void>((resolve) =>
      window.addEventListener('message', ({ data }) => data === 'last' && resolve(), { signal: lifetime.signal }),
    );
    window.postMessage('last', '*');
    await last;
    lifetime.abort();
    expect(fixture.events.slice(reported)).not.toEqual(expect.arrayContaining(['pause']));
    expect([media().paused, media().error]).toStrictEqual([false, null]);
  });

  test('is not changed while an advertisement runs, and is at once behind it', async () => {
    await open();
    await play();
    const before = media();
    media().dispatchEvent(new Event('stream-adstart'));
    media().pause();
    const done = fixture.renew();
    await waitUntil(() => fixture.engine.state.status === 'waiting');
    // Another token has the engine decide again.
    await fixture.tokens.renew();
    expect([media() === before, fixture.engine.state.status]).toStrictEqual([true, 'waiting']);
    media().dispatchEvent(new Event('stream-adend'));
    await done;
    expect(fixture.reloads()).toBe(0);
  });

  test('in picture-in-picture stays there: it takes the fresh token itself, at a pause', async () => {
    await open();
    await play();
    const before = media();
    media().dispatchEvent(new Event('enterpictureinpicture'));
    const { src } = frame();
    const done = fixture.renew();
    await waitUntil(() => fixture.engine.state.status === 'waiting');
    await playFor(media(), 0.5);
    expect(fixture.engine.state.status).toBe('waiting');
    const { currentTime } = media();
    media().pause();
    await done;
    expect([media() === before, frame().src === src, fixture.reloads()]).toStrictEqual([true, true, 1]);
    await waitUntil(() => Math.abs(media().currentTime - currentTime) < 1);
    expect(media().paused).toBe(true);
  });
});

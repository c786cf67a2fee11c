import { expect } from '@secure-stream/test-server/expect';
import { nextFrames, playFor, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { createIframeEngine } from '../../../src/engines/iframe/engine.ts';
import { ABSENT_MEMBERS } from '../../../src/engines/iframe/members.ts';
import { ShiftedClock } from '../../support/shifted-clock.ts';
import {
  openEngineFixture,
  type EngineFixture,
  type EngineFixtureOptions,
} from '../../support/handover/engine-fixture.ts';

let fixture: EngineFixture;
const media = () => fixture.engine.media;
/** Members of WebKit's `<video>` that a frame does not have. */
const WEBKIT_MEMBERS = new Set(['audioTracks', 'controller', 'getStartDate', 'mediaGroup', 'videoTracks']);

const frame = () => fixture.player() as HTMLIFrameElement;

const open = async (setup: Partial<EngineFixtureOptions> = {}) =>
  (fixture = await openEngineFixture({ create: createIframeEngine, tokenLifetime: 60, ...setup }));

async function play(at = 0.3): Promise<void> {
  await media().play();
  await waitUntil(() => media().currentTime > at);
  fixture.events.length = 0;
}

/** Removes the SDK from the page. */
function forgetSdk(): void {
  Reflect.deleteProperty(window, 'Stream');
}

suite('iframe engine', () => {
  teardown(() => fixture.close());

  test('gives the frame a title, autoplay and full screen, and only the origin as referrer', async () => {
    await open();
    await waitUntil(() => media().readyState > 0);
    expect(frame().title).toBe('Video player');
    expect(frame().allow.split('; ')).toEqual(
      expect.arrayContaining(['autoplay', 'encrypted-media', 'picture-in-picture']),
    );
    expect(frame().allowFullscreen).toBe(true);
    expect(frame().referrerPolicy).toBe('strict-origin');
  });

  test('starts at the given position, muted, with the given captions, in each player', async () => {
    await open({
      settings: { defaultMuted: true, defaultTextTrack: 'de' },
      source: { startTime: 31 },
    });
    await play(31.2);
    expect(media().currentTime).toBeGreaterThanOrEqual(31);
    expect(media().currentTime).toBeLessThanOrEqual(40);
    media().pause();
    await fixture.renew();
    const { searchParams } = new URL(frame().src);
    expect([searchParams.get('defaultTextTrack'), media().muted, fixture.reloads()]).toStrictEqual(['de', true, 0]);
  });

  test('has every member of `<video>`, and returns no URL, which would contain a token', async () => {
    await open();
    const members = new Set(
      [HTMLMediaElement, HTMLVideoElement].flatMap(({ prototype }) =>
        Object.getOwnPropertyNames(prototype).filter((name) => !/^(on|webkit|moz|constructor)/.test(name)),
      ),
    );
    // The element itself has `textTracks`. The SDK has none.
    const missing = [...members].filter(
      (name) => !(name in media()) && !WEBKIT_MEMBERS.has(name) && name !== 'textTracks',
    );
    expect(missing).toStrictEqual([]);
    expect([...members].filter((name) => Reflect.get(media(), name) === undefined).sort()).toStrictEqual(
      [...members]
        .filter(
          (name) =>
            WEBKIT_MEMBERS.has(name) || name === 'textTracks' || (ABSENT_MEMBERS as readonly string[]).includes(name),
        )
        .sort(),
    );
    expect([media().src, media().currentSrc]).toStrictEqual(['', '']);
  });

  test('applies what was set while the SDK loads', async () => {
    forgetSdk();
    await open({ isSdkUnloaded: true, responseDelay: { target: 'sdk', milliseconds: 1000 } });
    media().volume = 0.5;
    media().currentTime = 20;
    const playing = media().play();
    expect([media().paused, media().currentTime, media().volume]).toStrictEqual([false, 20, 0.5]);
    await playing;
    await waitUntil(() => media().currentTime > 20.2);
    expect([media().volume, fixture.errors.length]).toStrictEqual([0.5, 0]);
  });

  test('stays paused when paused while the frame loads', async () => {
    await open({ responseDelay: { target: 'frame', milliseconds: 1500 } });
    const playing = media().play();
    await waitUntil(() => frame().src !== '');
    media().pause();
    await expect(playing).rejects.toMatchObject({ name: 'AbortError' });
    await waitUntil(() => media().readyState >= 3);
    await nextFrames(12);
    expect([media().paused, media().played.length]).toStrictEqual([true, 0]);
  });

  test('hands over although the standby frame loads slowly', async () => {
    await open();
    await play();
    media().pause();
    await testServer.delayNext({ target: 'frame', milliseconds: 1500, count: 1 });
    await fixture.renew();
    expect([fixture.reloads(), fixture.errors.length]).toStrictEqual([0, 0]);
  });

  test('reports an error when the SDK is blocked, and loads it again for the next player', async () => {
    forgetSdk();
    await open({ isSdkUnloaded: true, failure: { target: 'sdk', status: 404, count: 1 } });
    await waitUntil(() => fixture.errors.length === 1);
    expect(fixture.errors[0]!.reason).toBe('sdk-blocked');
    fixture.close();
    await open({ isSdkUnloaded: true });
    await play();
    expect(fixture.errors).toStrictEqual([]);
  });

  test('reports an error when the page may not embed the frame', async () => {
    await open({ clock: new ShiftedClock(4), rejection: { target: 'frame', reason: 'origin-not-allowed', count: 9 } });
    await waitUntil(() => fixture.errors.length === 1);
    expect(fixture.errors[0]!.reason).toBe('frame-refused');
  });

  test('plays after an outage that ends before it is looked for', async () => {
    await open({ clock: new ShiftedClock(2), failure: { target: 'frame', status: 503, count: 2 } });
    await play();
    expect(fixture.errors).toStrictEqual([]);
  });

  test('reloads when moved in the document, and resumes its position', async () => {
    await open();
    media().volume = 0.7;
    media().currentTime = 20;
    await play(20.2);
    const { currentTime } = media();
    await testServer.clearRequests();
    document.body.append(fixture.host);
    await waitUntil(() => fixture.reloads() === 1);
    await waitUntil(() => media().currentTime > currentTime + 0.3);
    // It reloads by itself, at the same position.
    expect((await testServer.listRequests()).filter(({ kind }) => kind === 'frame')).toHaveLength(2);
    expect(media().currentTime).toBeGreaterThanOrEqual(currentTime);
    expect(media().currentTime).toBeLessThanOrEqual(currentTime + 10);
    expect([media().paused, fixture.errors.length]).toStrictEqual([false, 0]);
    // WebKit stores the volume as a 32-bit number.
    expect(Math.abs(media().volume - 0.7)).toBeLessThanOrEqual(0.001);
  });

  test('keeps a rate that is set while a moved frame loads slowly', async () => {
    await open();
    await play();
    // Longer than a frame gets to confirm a value.
    await testServer.delayNext({ target: 'frame', milliseconds: 1200 });
    document.body.append(fixture.host);
    media().playbackRate = 1.25;
    await waitUntil(() => fixture.reloads() === 1);
    const { currentTime } = media();
    await waitUntil(() => media().currentTime > currentTime + 1.5);
    expect(media().playbackRate).toBe(1.25);
  });

  test('hands over when moved while the standby frame loads', async () => {
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

  test('ignores messages of other windows', async () => {
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

  test('waits for the end of an advertisement, and then hands over at once', async () => {
    await open();
    await play();
    const before = media();
    media().dispatchEvent(new Event('stream-adstart'));
    media().pause();
    const done = fixture.renew();
    await waitUntil(() => fixture.engine.state.status === 'waiting');
    // The engine decides again for another token.
    await fixture.tokens.renew();
    expect([media() === before, fixture.engine.state.status]).toStrictEqual([true, 'waiting']);
    media().dispatchEvent(new Event('stream-adend'));
    await done;
    expect(fixture.reloads()).toBe(0);
  });

  test('reloads in place at a pause in picture-in-picture', async () => {
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

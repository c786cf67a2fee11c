import { expect } from '@secure-stream/test-server/expect';
import Hls from 'hls.js';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import type { Fixture } from '@secure-stream/test-server';

// Third-party players play what the origin serves: a protected video and a broadcast.

const isWebKit = !/Firefox|Chrome/.test(navigator.userAgent);

/** Playback rate. A busy WebKit drops frames at a higher one. */
const RATE = isWebKit ? 1 : 2;

/** So many frames are shown at least, also on a busy machine. */
const FRAMES_PER_SECOND = isWebKit ? 2 : 12;

let video: HTMLVideoElement;
let player: Hls | undefined;

setup(() => {
  video = document.body.appendChild(document.createElement('video'));
  video.muted = true;
});

teardown(() => {
  player?.destroy();
  video.remove();
});

async function manifestOf({ origin, endpoint }: Fixture, videoId: string): Promise<string> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify({ videoId }) });
  const { token } = (await response.json()) as { token: string };
  return `${origin}/${token}/manifest/video.m3u8`;
}

/**
 * What hls.js reports on a busy machine, and survives: playback waits for data, or `buffered` grows after `updateend`. The decoder of a busy
 * WebKitGTK failed in 3 of 80 starts ("Failed to send data for decoding"), when hls.js seeks to the live edge while parts are appended.
 */
const BUSY = new Set(['bufferStalledError', 'bufferNudgeOnStall', 'bufferAppendNoProgress']);
if (isWebKit) BUSY.add('mediaSourceRequiresReset');

/** Plays for so many seconds, with a picture. */
async function watch(seconds: number, rate: number): Promise<void> {
  video.playbackRate = rate;
  await video.play();
  const start = video.currentTime;
  await waitUntil(() => {
    if (video.error) throw new Error(video.error.message);
    return video.currentTime >= start + seconds;
  }, `${seconds} s of playback`);
  expect(video.getVideoPlaybackQuality().totalVideoFrames).toBeGreaterThan(seconds * FRAMES_PER_SECOND);
}

/** Plain hls.js, with a token that is valid longer than the test. */
async function withHls(url: string, config: Partial<Hls['config']> = {}) {
  const hls = (player = new Hls(config));
  const errors: string[] = [];
  hls.on(Hls.Events.ERROR, (_, { details, fatal }) => {
    if (fatal || !BUSY.has(details)) errors.push(`${details}${fatal ? ', fatal' : ''}`);
  });
  hls.loadSource(url);
  hls.attachMedia(video);
  await new Promise<void>((resolve, reject) => {
    hls.once(Hls.Events.FRAG_BUFFERED, () => resolve());
    hls.on(Hls.Events.ERROR, (_, { fatal, details }) => void (fatal && reject(new Error(details))));
  });
  // WebKit rejects a `play()` that comes before the media has loaded.
  if (video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA)
    await new Promise((resolve) => video.addEventListener('canplay', resolve, { once: true }));
  return { hls, errors };
}

/** Waits for a latency of less than so many seconds. On a busy machine playback may have waited for data, and fallen behind. */
async function seekToLiveEdge(hls: Hls, latency: number): Promise<void> {
  video.currentTime = hls.liveSyncPosition!;
  await waitUntil(
    () => !video.seeking && video.readyState >= 3 && hls.latency < latency,
    `a latency below ${latency} s`,
  );
}

const refused = async () => (await testServer.listRequests()).filter(({ status }) => status >= 400);

suite('a protected video', () => {
  test('plays in hls.js with two audio tracks, captions and three renditions', async () => {
    const fixture = await testServer.open();
    const { hls, errors } = await withHls(await manifestOf(fixture, fixture.videoId));
    expect(hls.levels.map(({ height }) => height).sort((one, other) => one - other)).toStrictEqual([144, 240, 360]);
    expect([hls.audioTracks.length, hls.subtitleTracks.length]).toStrictEqual([2, 2]);
    await watch(3, RATE);
    expect(Math.abs(video.duration - 96)).toBeLessThanOrEqual(0.1);
    expect([errors, await refused()]).toStrictEqual([[], []]);
  });

  test('plays in hls.js from signed segments', async () => {
    const fixture = await testServer.open({ originOptions: { segments: 'signature', segmentLifetime: 60 } });
    const { errors } = await withHls(await manifestOf(fixture, fixture.videoId));
    await watch(2, RATE);
    expect([errors, await refused()]).toStrictEqual([[], []]);
  });

  const itself = 'is played by the browser itself';
  if (!document.createElement('video').canPlayType('application/vnd.apple.mpegurl'))
    test(`${itself} (not here: this browser plays no HLS by itself)`);
  else
    test(itself, async () => {
      const fixture = await testServer.open();
      video.src = await manifestOf(fixture, fixture.videoId);
      await watch(2, RATE);
      expect(await refused()).toStrictEqual([]);
      video.removeAttribute('src');
      video.load();
    });
});

suite('a broadcast', () => {
  test('plays in hls.js at the live edge', async () => {
    const fixture = await testServer.open();
    await testServer.startLive();
    await testServer.advanceClock(90_000);
    const { hls, errors } = await withHls(await manifestOf(fixture, fixture.liveInputId));
    await watch(5, RATE);
    await seekToLiveEdge(hls, 15);
    expect([errors, await refused()]).toStrictEqual([[], []]);
  });

  test('plays in hls.js with low latency, part by part', async () => {
    const fixture = await testServer.open();
    await testServer.startLive();
    await testServer.advanceClock(90_000);
    const { hls, errors } = await withHls(`${await manifestOf(fixture, fixture.liveInputId)}?protocol=llhls`, {
      lowLatencyMode: true,
    });
    await watch(5, 1);
    // Without parts it would be three target durations (12 s).
    await seekToLiveEdge(hls, 6);
    const parts = (await testServer.listRequests()).filter(({ path }) => /seg_\d+\.\d+\.mp4$/.test(path));
    expect(parts.length).toBeGreaterThan(8);
    expect([errors, await refused()]).toStrictEqual([[], []]);
  });

  test('continues after a discontinuity when it was interrupted, and ends when it is stopped', async () => {
    const fixture = await testServer.open();
    await testServer.startLive();
    await testServer.advanceClock(90_000);
    await withHls(await manifestOf(fixture, fixture.liveInputId));
    await watch(1, RATE);
    await testServer.disconnectLive();
    await testServer.startLive();
    await testServer.advanceClock(4000);
    await watch(3, RATE);
    const ended = new Promise((resolve) => video.addEventListener('ended', resolve, { once: true }));
    await testServer.stopLive();
    video.playbackRate = 4;
    await ended;
    expect(await refused()).toStrictEqual([]);
  });
});

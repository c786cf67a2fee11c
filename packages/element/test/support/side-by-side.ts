import type { SecureStreamElement } from '@secure-stream/element';
import type { RequestEntry } from '@secure-stream/origin';
import { expect } from '@secure-stream/test-server/expect';
import { playTo, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import type { Fixture, FixtureOptions } from '@secure-stream/test-server';
import { isInterruption } from '@secure-stream/test-server/interruption';
import { requestToken, SHORT_BUFFER, startPlaying } from './mount.ts';
import { mountFast } from './shifted-clock.ts';

/** What a viewer and the origin observed of one player. */
export interface Observation {
  readonly renewals: number;
  /** `waiting`, `emptied`, `seeking`, `error` after the start. */
  readonly interruptions: readonly string[];
  readonly rejected: readonly RequestEntry[];
  /** Files that were sent more than once. */
  readonly fetchedTwice: readonly string[];
  readonly bytes: number;
  /** Video sizes, in order. */
  readonly sizes: readonly string[];
  /** Captions that were shown. */
  readonly captions: readonly string[];
}

/**
 * Allows the highest rendition only, so that the bytes are the same: on a busy machine, hls.js would switch to a lower one. The buffer is as
 * long for the viewer at each speed.
 */
const fixedRendition = (speed: number) => ({
  ...SHORT_BUFFER,
  maxBufferLength: SHORT_BUFFER.maxBufferLength * speed,
  maxMaxBufferLength: SHORT_BUFFER.maxMaxBufferLength * speed,
  startLevel: 2,
  minAutoBitrate: 150_000,
});

/**
 * Plays the video twice at the same time, muted: with tokens of `lifetime` seconds, and with one that is valid longer than the test.
 * Without this control, a pause of the machine would look like an effect of a renewal. Both
 * play `speed` times as fast, and their clocks and the origin's run as fast: only the latency is real.
 */
export async function playBesideControl(
  seconds: number,
  lifetime: number,
  speed: number,
  options: FixtureOptions = {},
) {
  const fixture = await testServer.open({ ...options, speed, tokenLifetime: 24 * 3600 });
  const longToken = await requestToken(fixture);
  await loadEngine(fixture);
  await testServer.setTokenLifetime(lifetime);
  await testServer.clearRequests();
  const control = observe(
    mountFast(fixture, { tokenEndpoint: undefined, token: longToken, hlsConfig: fixedRendition(speed) }, speed),
    seconds,
  );
  const candidate = observe(mountFast(fixture, { hlsConfig: fixedRendition(speed) }, speed), seconds);
  await Promise.all([control.start(), candidate.start()]);
  await Promise.all([control, candidate].map(({ element }) => playTo(element, seconds)));

  const entries = await testServer.listRequests();
  // A late request of `loadEngine` belongs to neither: its token is valid for 12 hours.
  const hoursLeft = ({ token, time }: RequestEntry) => ((token?.exp ?? 0) - time / 1000) / 3600;
  const observations = {
    control: control.end(entries.filter((entry) => hoursLeft(entry) > 18)),
    candidate: candidate.end(entries.filter((entry) => hoursLeft(entry) < 6)),
  };
  for (const [name, observation] of Object.entries(observations)) printCounts(name, observation);
  return observations;
}

/** Loads the code first: a page that compiles it answers nothing for longer than a short token lifetime. */
async function loadEngine(fixture: Fixture): Promise<void> {
  await testServer.setTokenLifetime(12 * 3600);
  const element = mountFast(fixture);
  await startPlaying(element);
  element.remove();
  await waitUntil(() => element.state === 'idle');
}

/** Asserts what is promised for renewals in the hls engine. */
export function expectNoInterruption({ candidate, control }: Record<'candidate' | 'control', Observation>): void {
  const { interruptions, rejected: refused, fetchedTwice: twice, sizes, captions } = candidate;
  expect({ interruptions, refused, twice }).toStrictEqual({ interruptions: [], refused: [], twice: [] });
  expect({ sizes, captions }).toStrictEqual({ sizes: control.sizes, captions: control.captions });
  expect(captions.length).toBeGreaterThanOrEqual(3);
  // Both stop at the same time, but one may have loaded a segment of each kind more.
  expect(Math.abs(candidate.bytes - control.bytes)).toBeLessThan(150_000);
}

function printCounts(
  name: string,
  { renewals, interruptions, rejected: refused, fetchedTwice: twice, bytes }: Observation,
): void {
  const counts = {
    renewals,
    interruptions: interruptions.length,
    refused: refused.length,
    'fetched twice': twice.length,
    bytes,
  };
  // oxlint-disable-next-line no-console -- the counts are the result of the test
  console.log(
    `${name}: ${Object.entries(counts)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')}`,
  );
}

function observe(element: SecureStreamElement, seconds: number) {
  const interruptions: string[] = [];
  const sizes: string[] = [];
  const captions = new Set<string>();
  let renewals = 0;
  element.addEventListener('tokenrefresh', () => (renewals += 1));
  element.addEventListener('resize', () => {
    const size = `${element.videoWidth}×${element.videoHeight}`;
    // WebKit dispatches `resize` once before the first frame, and once without a change.
    if (element.videoWidth > 0 && size !== sizes.at(-1)) sizes.push(size);
  });
  element.addEventListener('timeupdate', () => {
    for (const cue of element.textTracks[0]?.activeCues ?? [])
      // One of the two may play a little further than the other before both stop.
      if (cue.startTime < seconds - 1) captions.add((cue as VTTCue).text);
  });
  return {
    element,
    async start() {
      await element.play();
      await waitUntil(() => element.currentTime > 1);
      for (const name of ['waiting', 'emptied', 'seeking', 'error'])
        element.addEventListener(name, () => {
          if (isInterruption(name, element)) interruptions.push(`${name} at ${element.currentTime}`);
        });
      const [track] = element.textTracks;
      if (track) track.mode = 'showing';
    },
    end(entries: readonly RequestEntry[]): Observation {
      element.pause();
      const files = entries.filter(({ kind }) => kind === 'init' || kind === 'segment').map(({ path }) => path);
      return {
        renewals,
        interruptions,
        rejected: entries.filter(({ status }) => status >= 400),
        fetchedTwice: files.filter((path, index) => files.indexOf(path) !== index),
        bytes: entries
          .filter(({ kind }) => kind === 'init' || kind === 'segment')
          .reduce((sum, { bytes }) => sum + bytes, 0),
        sizes,
        captions: [...captions],
      };
    },
  };
}

import type { SecureStreamElement } from '@secure-stream/element';
import type { RequestEntry } from '@secure-stream/origin';
import { expect } from 'chai';
import { stage } from '../../../../e2e/stage/client.ts';
import type { SceneOptions } from '../../../../e2e/stage/stage.ts';
import { askFor, mount, SHORT_BUFFER, until } from '../element/mount.ts';

/** What a viewer and the origin saw of one player. */
export interface Observation {
  readonly renewals: number;
  /** `waiting`, `emptied`, `seeking`, `error` after the start. */
  readonly interruptions: readonly string[];
  readonly refused: readonly RequestEntry[];
  /** Files that were sent more than once. */
  readonly twice: readonly string[];
  readonly bytes: number;
  /** Sizes of the picture, one after the other. */
  readonly pictures: readonly string[];
  /** Captions that were shown. */
  readonly captions: readonly string[];
}

/** Always the same rendition, and so always the same bytes. */
const STEADY = { ...SHORT_BUFFER, startLevel: 1, testBandwidth: false, abrEwmaDefaultEstimate: 1_500_000 };

/**
 * Plays the film twice at the same time, muted, side by side: with tokens of `life` seconds, and with one that outlives the test.
 * Without this control a hiccup of the machine would look like one of ours.
 */
export async function playSideBySide(seconds: number, life: number, options: SceneOptions = {}) {
  const scene = await stage.open({ ...options, life: 24 * 3600 });
  const lasting = await askFor(scene);
  await stage.life(life);
  await stage.forget();
  const control = watch(mount(scene, { tokenEndpoint: undefined, token: lasting, hlsConfig: STEADY }), seconds);
  const candidate = watch(mount(scene, { hlsConfig: STEADY }), seconds);
  await Promise.all([control.start(), candidate.start()]);
  await until(() => [control, candidate].every(({ element }) => element.currentTime >= seconds));

  const entries = await stage.requests();
  const isLasting = ({ token, time }: RequestEntry) => (token?.exp ?? 0) * 1000 - time > 12 * 3600 * 1000;
  const seen = {
    control: control.end(entries.filter(isLasting)),
    candidate: candidate.end(entries.filter((entry) => !isLasting(entry))),
  };
  for (const [name, observation] of Object.entries(seen)) print(name, observation);
  return seen;
}

/** What the promise says of renewals in the hls engine. */
export function expectNothingSeen({ candidate, control }: Record<'candidate' | 'control', Observation>): void {
  const { interruptions, refused, twice, pictures, captions } = candidate;
  expect({ interruptions, refused, twice }).to.deep.equal({ interruptions: [], refused: [], twice: [] });
  expect({ pictures, captions }).to.deep.equal({ pictures: control.pictures, captions: control.captions });
  expect(captions.length).to.be.at.least(3);
  // The two were stopped in the same moment, but perhaps a segment of each kind apart.
  expect(Math.abs(candidate.bytes - control.bytes)).to.be.below(150_000);
}

function print(name: string, { renewals, interruptions, refused, twice, bytes }: Observation): void {
  const counts = {
    renewals,
    interruptions: interruptions.length,
    refused: refused.length,
    'fetched twice': twice.length,
    bytes,
  };
  // oxlint-disable-next-line no-console -- the counts are what the test is for
  console.log(
    `${name}: ${Object.entries(counts)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ')}`,
  );
}

function watch(element: SecureStreamElement, seconds: number) {
  const interruptions: string[] = [];
  const pictures: string[] = [];
  const captions = new Set<string>();
  let renewals = 0;
  element.addEventListener('tokenrefresh', () => (renewals += 1));
  element.addEventListener('resize', () => {
    const size = `${element.videoWidth}×${element.videoHeight}`;
    // WebKit says so once before it has a picture, and once for nothing.
    if (element.videoWidth > 0 && size !== pictures.at(-1)) pictures.push(size);
  });
  element.addEventListener('timeupdate', () => {
    for (const cue of element.textTracks[0]?.activeCues ?? [])
      // One of the two may get a little farther than the other before both are stopped.
      if (cue.startTime < seconds - 1) captions.add((cue as VTTCue).text);
  });
  return {
    element,
    async start() {
      await element.play();
      await until(() => element.currentTime > 1);
      for (const name of ['waiting', 'emptied', 'seeking', 'error'])
        element.addEventListener(name, () => interruptions.push(`${name} at ${element.currentTime}`));
      const [track] = element.textTracks;
      if (track) track.mode = 'showing';
    },
    end(entries: readonly RequestEntry[]): Observation {
      element.pause();
      const files = entries.filter(({ kind }) => kind === 'init' || kind === 'segment').map(({ path }) => path);
      return {
        renewals,
        interruptions,
        refused: entries.filter(({ status }) => status >= 400),
        twice: files.filter((path, index) => files.indexOf(path) !== index),
        bytes: entries
          .filter(({ kind }) => kind === 'init' || kind === 'segment')
          .reduce((sum, { bytes }) => sum + bytes, 0),
        pictures,
        captions: [...captions],
      };
    },
  };
}

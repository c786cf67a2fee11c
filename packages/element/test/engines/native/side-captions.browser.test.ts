// @browsers all: each browser changes the modes of text tracks by itself
import type { SecureStreamElement } from '@secure-stream/element';
import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, nextFrames, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { testExcept, NATIVE_HLS_ONLY, WEBKIT_SELECTS_AGAIN } from '../../support/test-except.ts';
import { HANDOVER_S, mount, renewToken, startPlaying } from '../../support/mount.ts';

function createTrack(label: string, properties: Partial<HTMLTrackElement> = {}): HTMLTrackElement {
  const text = 'WEBVTT\n\n00:00.000 --> 01:30.000\nhello\n\n01:31.000 --> 01:32.000\nbye\n';
  const src = `data:text/vtt,${encodeURIComponent(text)}`;
  return Object.assign(document.createElement('track'), {
    kind: 'subtitles',
    label,
    srclang: 'en',
    src,
    ...properties,
  });
}

const named = (element: SecureStreamElement, label: string) =>
  [...element.textTracks].filter((track) => track.label === label);

const describe = (element: SecureStreamElement, ...labels: string[]) =>
  labels.flatMap((label) => named(element, label).map(({ mode, cues }) => [label, mode, cues?.length ?? 0]));

const currentVideo = (element: SecureStreamElement) =>
  element.shadowRoot!.querySelector<HTMLVideoElement>('video:not([inert])')!;

/** Renews the token and waits for the hand-over. */
async function handOver(element: SecureStreamElement): Promise<void> {
  const before = currentVideo(element);
  await renewToken(element);
  await waitUntil(() => currentVideo(element) !== before, 'the hand-over', HANDOVER_S);
}

async function retry(element: SecureStreamElement): Promise<void> {
  element.retry();
  await waitUntil(() => element.readyState >= element.HAVE_FUTURE_DATA && named(element, 'side').length === 1);
  await nextFrames(12);
}

suite('native engine: text tracks of the page', () => {
  teardown(() => document.body.replaceChildren());

  testExcept(NATIVE_HLS_ONLY, 'survive hand-overs with their cues and modes', async () => {
    // The token is shorter than the lead of a hand-over, so the hand-over begins at once.
    const element = mount(await testServer.open({ tokenLifetime: 25 }), { engine: 'native' });
    element.append(createTrack('shown'), createTrack('hidden'), createTrack('off'));
    await startPlaying(element);
    named(element, 'shown')[0]!.mode = 'showing';
    named(element, 'hidden')[0]!.mode = 'hidden';
    const own = element.addTextTrack('captions', 'own', 'de');
    own.addCue(new VTTCue(0, 90, 'Guten Abend'));
    own.mode = 'showing';
    await waitUntil(
      () => named(element, 'shown')[0]!.cues?.length === 2 && named(element, 'hidden')[0]!.cues?.length === 2,
    );
    const { length } = element.textTracks;
    // Chromium may enable a track by itself. The test requires only that nothing changes.
    const chosen = describe(element, 'shown', 'hidden', 'off', 'own');
    expect(chosen.filter(([label]) => label !== 'off')).toStrictEqual([
      ['shown', 'showing', 2],
      ['hidden', 'hidden', 2],
      ['own', 'showing', 1],
    ]);

    for (let count = 0; count < 3; count += 1) {
      await handOver(element);
      await waitUntil(() => named(element, 'shown')[0]?.cues?.length === 2);
      expect(describe(element, 'shown', 'hidden', 'off', 'own'), `hand-over ${count + 1}`).toStrictEqual(chosen);
      await waitUntil(() => named(element, 'shown')[0]!.activeCues?.length === 1);
      // A track of addTextTrack() cannot be removed from a player, and is not listed twice.
      expect(element.textTracks.length).toBe(length);
    }

    element.load();
    await startPlaying(element);
    await waitUntil(() => named(element, 'shown')[0]?.cues?.length === 2);
    expect(describe(element, 'shown', 'own')).toStrictEqual([
      ['shown', 'showing', 2],
      ['own', 'showing', 1],
    ]);
  });

  testExcept(NATIVE_HLS_ONLY, 'keep a choice after a retry in two hand-overs', async () => {
    const element = mount(await testServer.open({ tokenLifetime: 25 }), { engine: 'native' });
    element.append(createTrack('side'));
    await startPlaying(element);
    await retry(element);
    named(element, 'side')[0]!.mode = 'showing';
    for (let count = 0; count < 2; count += 1) await handOver(element);
    await nextFrames(12);
    expect(named(element, 'side').map(({ mode }) => mode)).toStrictEqual(['showing']);
  });

  testExcept(NATIVE_HLS_ONLY, 'are added to the player that plays, and removed from it', async () => {
    const element = mount(await testServer.open({ tokenLifetime: 25 }), { engine: 'native' });
    const first = createTrack('first');
    element.append(first);
    await startPlaying(element);
    await waitUntil(() => named(element, 'first').length === 1);
    await handOver(element);
    element.append(createTrack('second'));
    await waitUntil(() => named(element, 'second').length === 1);
    expect(named(element, 'first')).toHaveLength(1);
    first.remove();
    await waitUntil(() => named(element, 'first').length === 0);
    expect(currentVideo(element).querySelectorAll('track')).toHaveLength(1);
  });

  testExcept(NATIVE_HLS_ONLY, 'are in one list across hand-overs, which dispatches its events', async () => {
    const element = document.createElement('secure-stream');
    const list = element.textTracks;
    const received: string[] = [];
    list.addEventListener('addtrack', ({ track }) => received.push(track!.label));
    list.addEventListener('change', () => received.push('change'));
    expect(list).toBeInstanceOf(TextTrackList);
    mount(await testServer.open({ tokenLifetime: 25 }), { engine: 'native' }, element);
    await startPlaying(element);
    await handOver(element);
    expect(element.textTracks).toBe(list);
    element.addTextTrack('captions', 'late', 'de').mode = 'showing';
    await waitUntil(() => received.includes('late') && received.includes('change'));
    expect([...list].map(({ label }) => label)).toContain('late');
    expect(list[list.length - 1]!.label).toBe('late');
  });
});

suite('text tracks of the page', () => {
  teardown(() => document.body.replaceChildren());

  testExcept(WEBKIT_SELECTS_AGAIN, 'keep a choice after a retry when the page changes their file', async () => {
    const element = mount(await testServer.open());
    const side = createTrack('side');
    element.append(side);
    await startPlaying(element);
    await retry(element);
    const [before] = named(element, 'side');
    before!.mode = 'showing';
    side.src = `${side.src}%0A`;
    await waitUntil(() => named(element, 'side')[0] !== before);
    await nextFrames(12);
    expect(named(element, 'side').map(({ mode }) => mode)).toStrictEqual(['showing']);
  });

  test('are in the same list after a change of engine', async () => {
    const element = mount(await testServer.open());
    const list = element.textTracks;
    element.append(createTrack('side'));
    await nextEvent(element, 'loadeddata');
    await waitUntil(() => named(element, 'side').length === 1);
    const fixture = await testServer.open();
    Object.assign(element, {
      engine: 'iframe',
      streamOrigin: fixture.origin,
      sdkSrc: `${fixture.origin}/embed/sdk.latest.js`,
    });
    await waitUntil(() => element.activeEngine === 'iframe');
    expect(element.textTracks).toBe(list);
    expect(named(element, 'side')).toHaveLength(1);
    element.engine = 'hls';
    await waitUntil(() => element.activeEngine === 'hls');
    expect(element.textTracks).toBe(list);
    await waitUntil(() => named(element, 'side').length === 1);
  });
});

import { expect } from '@secure-stream/test-server/expect';
import { waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { monitorWithMux } from '@secure-stream/element/analytics/mux';
import { measureWithOpenTelemetry } from '@secure-stream/element/analytics/opentelemetry';
import { track, type TrackedEvent } from '@secure-stream/element/analytics/track';
import { mount, renewToken, startPlaying } from '../support/mount.ts';

suite('analytics of a real player', () => {
  teardown(() => document.body.replaceChildren());

  test('track() sends the share that was played, without a progress endpoint', async () => {
    const player = mount(await testServer.open());
    const sent: [TrackedEvent, string | number | undefined][] = [];
    const stop = track(player, (event, { percent }) => sent.push([event, percent]));
    player.defaultPlaybackRate = player.playbackRate = 8;
    await startPlaying(player);
    await waitUntil(() => sent.length > 1, 'a tenth of the video');
    stop();
    expect(sent.slice(0, 2)).toEqual([
      ['video_start', undefined],
      ['video_progress', 10],
    ]);
  });

  test('measureWithOpenTelemetry() records the startup, the playing time and a renewal', async () => {
    const player = mount(await testServer.open());
    const values: Record<string, number> = {};
    const instrument = (name: string) => (value: number) => void (values[name] = (values[name] ?? 0) + value);
    measureWithOpenTelemetry(player, {
      createHistogram: (name) => ({ record: instrument(name) }),
      createCounter: (name) => ({ add: instrument(name) }),
    });
    await startPlaying(player);
    await renewToken(player);
    await waitUntil(() => player.currentTime > 1);
    player.remove();
    await waitUntil(() => values['video.playing.duration']! > 0, 'the report of a player that has left');
    for (const name of ['startup', 'renewal', 'playing']) expect(values[`video.${name}.duration`]).toBeGreaterThan(0);
    expect(values['video.errors']).toBe(undefined);
  });

  test('monitorWithMux() reports a playback that begins, with the state of the player', async () => {
    const player = mount(await testServer.open());
    const emitted: string[] = [];
    let readState: () => Record<string, unknown> = () => ({});
    const stop = monitorWithMux(
      player,
      {
        init: (_id, options) => void ({ getStateData: readState } = options as { getStateData: typeof readState }),
        emit: (_id, event) => emitted.push(event),
      },
      { metadata: () => ({ env_key: 'key' }) },
    );
    await startPlaying(player);
    expect(emitted.filter((event) => event.startsWith('play'))).toEqual(['playerready', 'play', 'playing']);
    expect(readState()).toMatchObject({ player_is_paused: false, player_width: 320, video_source_width: 640 });
    expect(JSON.stringify(readState()).includes('eyJ')).toBe(false);
    stop();
    expect(emitted.at(-1)).toBe('destroy');
  });
});

// @browsers all: compares members and events with those of <video>
import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, waitUntil } from '@secure-stream/test-server/wait';
import { MEDIA_EVENTS } from '@secure-stream/protocol';
import { ABSENT_MEMBERS } from '../../src/engines/iframe/members.js';
import { testServer } from '@secure-stream/test-server/client';
import { browserName, testExcept, NATIVE_HLS_ONLY } from '../support/test-except.js';
import { mount } from '../support/mount.js';
import { ALL, MEMBERS, probeMembers } from '../support/video-members.js';

const platform = probeMembers(document.createElement('video'));
const NO_EME = 'its <video> has no such handler';

const findDifference = (media: object, name: string, value: number) => {
  try {
    Reflect.set(media, name, value);
    return 'none';
  } catch (error) {
    return (error as Error).name;
  }
};

suite('members of <video>', () => {
  teardown(() => document.body.replaceChildren());

  test('exist before anything plays, as far as this browser has them', () => {
    const { lacks } = probeMembers(document.createElement('secure-stream'));
    expect(lacks.filter((name) => platform.has.includes(name))).toStrictEqual([]);
  });

  const ENGINES = {
    hls: { lacks: platform.lacks, except: {} },
    native: { lacks: platform.lacks, except: NATIVE_HLS_ONLY },
    // docs/engines.md has a reason for each. The element itself can load again.
    iframe: { lacks: [...ABSENT_MEMBERS.filter((name) => name !== 'load'), ...platform.lacks], except: {} },
  } as const;

  for (const [engine, { lacks, except }] of Object.entries(ENGINES))
    testExcept(except, `exist while the ${engine} engine plays`, async () => {
      const element = mount(await testServer.open(), { engine: engine as keyof typeof ENGINES });
      await waitUntil(() => element.activeEngine === engine && element.readyState > 0);
      const found = probeMembers(element);
      console.log(
        `${engine}: ${found.has.length}/${ALL.length} members; <video> of this browser: ${platform.has.length}`,
      );
      // A member may exist although the <video> of this browser lacks it.
      const unexpected = found.lacks.filter((name) => !lacks.includes(name));
      expect(unexpected).toStrictEqual([]);
      expect(lacks.filter((name) => platform.has.includes(name) && found.has.includes(name))).toStrictEqual([]);
    });

  test('have the types and the initial values of <video>', () => {
    const video = document.createElement('video');
    const element = document.createElement('secure-stream');
    for (const name of [...MEMBERS.properties, ...MEMBERS.constants].filter((name) => platform.has.includes(name))) {
      const [ours, theirs] = [Reflect.get(element, name) as unknown, Reflect.get(video, name) as unknown];
      expect(typeof ours, name).toBe(typeof theirs);
      if (typeof theirs !== 'object' && name !== 'preload') expect(ours, name).toStrictEqual(theirs);
    }
  });

  test('are enumerable on the prototype, as on <video>', () => {
    const found = new Set<string>();
    for (const name in document.createElement('secure-stream')) found.add(name);
    expect(platform.has.filter((name) => !found.has(name))).toStrictEqual([]);
  });

  test('return the same function each time', () => {
    const element = document.createElement('secure-stream');
    for (const name of MEMBERS.methods.filter((name) => platform.has.includes(name)))
      expect(Reflect.get(element, name), name).toBe(Reflect.get(element, name));
  });

  test('accept and reject the values that <video> does', async () => {
    const element = mount(await testServer.open());
    await nextEvent(element, 'loadedmetadata');
    Object.assign(element, {
      volume: 0.25,
      playbackRate: 1.5,
      defaultPlaybackRate: 0.5,
      preservesPitch: false,
      muted: false,
    });
    expect([element.volume, element.playbackRate, element.defaultPlaybackRate]).toStrictEqual([0.25, 1.5, 0.5]);
    expect([element.preservesPitch, element.muted]).toStrictEqual([false, false]);
    const video = document.createElement('video');
    for (const [name, value] of [
      ['volume', 2],
      ['volume', NaN],
      ['currentTime', NaN],
      ['playbackRate', 1000],
    ] as const)
      expect(findDifference(element, name, value), `${name} = ${value}`).toBe(findDifference(video, name, value));
    expect(element.buffered).toBeInstanceOf(TimeRanges);
    expect(element.canPlayType('video/mp4')).toBe('maybe');
    expect(element.getVideoPlaybackQuality().totalVideoFrames).toBeTypeOf('number');
  });
});

suite('events of <video>', () => {
  teardown(() => document.body.replaceChildren());

  test('are dispatched by the element, once each, in the order of the platform', async () => {
    const element = mount(await testServer.open());
    const seen: string[] = [];
    for (const name of MEDIA_EVENTS) element.addEventListener(name, ({ type }) => seen.push(type));
    await element.play();
    await waitUntil(() => element.currentTime > 0.5);
    element.currentTime = 10;
    await nextEvent(element, 'seeked');
    // WebKitGTK may undo a pause until it plays again.
    await waitUntil(() => element.readyState > element.HAVE_CURRENT_DATA);
    element.pause();
    await nextEvent(element, 'pause');
    console.log(`events: ${new Set(seen).size} of ${MEDIA_EVENTS.length} names seen: ${[...new Set(seen)].join(' ')}`);
    const firstOf = (name: string) => seen.indexOf(name);
    const order = [
      'loadstart',
      'loadedmetadata',
      'loadeddata',
      'canplay',
      'playing',
      'timeupdate',
      'seeking',
      'seeked',
      'pause',
    ];
    expect(order.map(firstOf)).toStrictEqual(order.map(firstOf).sort((a, b) => a - b));
    expect(firstOf('loadstart')).toBeGreaterThanOrEqual(0);
    // WebKit discards play() when the source arrives, so play() is called again.
    const once = [
      'pause',
      'loadedmetadata',
      'loadeddata',
      'seeking',
      'seeked',
      ...(browserName === 'webkit' ? [] : ['play']),
    ];
    for (const name of once)
      expect(
        seen.filter((type) => type === name),
        name,
      ).toHaveLength(1);
  });

  testExcept({ webkit: NO_EME }, 'call handlers that are set as properties, until they are removed', () => {
    const element = document.createElement('secure-stream');
    let received = 0;
    const handler = () => (received += 1);
    Object.assign(element, { onencrypted: handler });
    expect(element.onencrypted).toBe(handler);
    Object.assign(element, { onencrypted: () => (received += 10) });
    element.dispatchEvent(new Event('encrypted'));
    Object.assign(element, { onencrypted: null });
    element.dispatchEvent(new Event('encrypted'));
    expect(received).toBe(10);
    expect(element.onencrypted).toBe(null);
  });

  test('are dispatched after the state has changed', async () => {
    const element = mount(await testServer.open());
    const wrong: string[] = [];
    const check = (name: keyof HTMLMediaElementEventMap, isSo: () => boolean) =>
      element.addEventListener(name, () => isSo() || wrong.push(name));
    check('loadedmetadata', () => element.readyState >= element.HAVE_METADATA && element.duration > 0);
    check('pause', () => element.paused);
    check('seeking', () => element.seeking);
    check('seeked', () => !element.seeking);
    check('volumechange', () => element.volume === 0.5 || element.muted);
    check('ratechange', () => element.playbackRate === 2);
    await element.play();
    element.volume = 0.5;
    element.playbackRate = 2;
    element.currentTime = 20;
    await nextEvent(element, 'seeked');
    // WebKitGTK may undo a pause until it plays again.
    await waitUntil(() => element.readyState > element.HAVE_CURRENT_DATA);
    element.pause();
    await nextEvent(element, 'pause');
    expect(wrong).toStrictEqual([]);
  });
});

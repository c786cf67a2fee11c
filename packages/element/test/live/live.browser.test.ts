import { expect } from 'chai';
import type { SecureStreamElement } from '@secure-stream/element';
import { stage } from '../../../../e2e/stage/client.js';
import { testExcept, WITHOUT_HLS } from '../element/except.js';
import { mount, next, pause, until } from '../element/mount.js';
import { createWithClock, OwnClock } from '../player/own-clock.js';

const faceOf = (element: SecureStreamElement) => element.shadowRoot!.querySelector('.face')?.getAttribute('part');

const open = async (properties: Partial<SecureStreamElement> = {}) => {
  const scene = await stage.open();
  return (element?: SecureStreamElement) =>
    mount({ ...scene, videoId: scene.liveInputId }, { live: true, ...properties }, element);
};

/** A player of a broadcast that began a minute ago, and its clock. */
const onAir = async () => {
  const [mountLive, clock] = [await open(), new OwnClock()];
  await stage.start();
  await stage.jump(60_000);
  const element = mountLive(createWithClock(clock));
  await element.play();
  await until(() => element.currentTime > 0);
  return [element, clock] as const;
};

suite('a live input', () => {
  teardown(() => document.body.replaceChildren());

  test('without a broadcast is waited for, and starts by itself with the same token', async () => {
    const element = (await open({ autoplay: true }))();
    await until(() => faceOf(element) === 'face waiting');
    expect(element.error?.reason).to.equal('not-live');
    await stage.start();
    await stage.jump(20_000);
    await next(element, 'playing');
    await until(() => element.state === 'ready' && faceOf(element) === undefined);
    expect(await stage.asked()).to.equal(1);
    const lifecycle = (await stage.requests()).filter(({ kind }) => kind === 'lifecycle');
    expect(lifecycle.length).to.be.within(1, 3);
    expect(lifecycle.every(({ status }) => status === 200)).to.equal(true);
  });

  test('plays at its edge, has no end, and can be caught up with', async () => {
    const mountLive = await open();
    await stage.start();
    await stage.jump(60_000);
    const element = mountLive();
    await element.play();
    await until(() => element.currentTime > 0 && element.seekable.length > 0);
    expect(element.duration).to.equal(Infinity);
    const edge = () => element.seekable.end(element.seekable.length - 1);
    expect(edge() - element.currentTime).to.be.below(20);
    element.pause();
    await pause(2);
    element.currentTime = edge() - 4;
    await element.play();
    await until(() => edge() - element.currentTime < 8);
  });

  test('with dvr goes back to its beginning', async () => {
    const mountLive = await open({ dvr: true });
    await stage.start();
    await stage.jump(60_000);
    const element = mountLive();
    await element.play();
    await until(() => element.seekable.length > 0);
    const { seekable } = element;
    expect(seekable.end(0) - seekable.start(0)).to.be.above(45);
    element.currentTime = seekable.start(0) + 1;
    await next(element, 'seeked');
    await until(() => !element.paused && element.readyState >= element.HAVE_FUTURE_DATA);
    expect((await stage.requests()).filter(({ status }) => status >= 400)).to.deep.equal([]);
  });

  test('ends when the broadcast does, says so, and goes on by itself with the next one', async () => {
    const [mountLive, clock] = [await open(), new OwnClock()];
    await stage.start();
    await stage.jump(60_000);
    const element = mountLive(createWithClock(clock));
    const seen: string[] = [];
    for (const name of ['ended', 'error', 'statechange'])
      element.addEventListener(name, () => seen.push(name === 'statechange' ? element.state : name));
    await element.play();
    await until(() => element.currentTime > 0);
    await stage.stop();
    await until(() => element.ended);
    await until(() => faceOf(element) === 'face over');
    expect(seen.slice(-2)).to.deep.equal(['over', 'ended']);
    expect([element.streamType, element.error, element.paused]).to.deep.equal(['live', null, true]);
    await stage.forget();
    await stage.start();
    await stage.jump(20_000);
    clock.sleep(38_000);
    await next(element, 'playing');
    await until(() => element.state === 'ready' && faceOf(element) === undefined && !element.paused);
    expect(seen).not.to.include('error');
    expect((await stage.requests()).filter(({ kind }) => kind === 'lifecycle')).to.have.length(1);
  });

  test('ends when it stands still and the origin says that nothing is on the air', async () => {
    const [element, clock] = await onAir();
    // The playlist grows no more, and does not say that it is at its end.
    await stage.disconnect();
    await next(element, 'waiting');
    await pause(1);
    expect([element.state, faceOf(element)]).to.deep.equal(['ready', undefined]);
    clock.sleep(38_000);
    await next(element, 'ended');
    await until(() => faceOf(element) === 'face over');
    await stage.start();
    await stage.jump(20_000);
    clock.sleep(38_000);
    await next(element, 'playing');
    await until(() => faceOf(element) === undefined);
    expect(element.error).to.equal(null);
  });

  test('ends when its playlists are gone and do not come back', async () => {
    const [element] = await onAir();
    await stage.stop();
    await stage.fail({ target: 'media-playlist', status: 404, count: 100 });
    await next(element, 'ended');
    await until(() => faceOf(element) === 'face over');
    expect(element.error).to.equal(null);
  });

  for (const [engine, reasons] of [
    ['iframe', {}],
    ['native', WITHOUT_HLS],
  ] as const)
    testExcept(reasons, `ends in the ${engine} engine too`, async () => {
      const scene = await stage.open();
      await stage.start();
      await stage.jump(60_000);
      const sdkSrc = `${scene.origin}/embed/sdk.latest.js`;
      const element = mount({ ...scene, videoId: scene.liveInputId }, { live: true, engine, sdkSrc });
      await element.play();
      await until(() => element.currentTime > 0 && !element.paused);
      expect([element.activeEngine, element.streamType, element.targetLiveWindow]).to.deep.equal([engine, 'live', 0]);
      await stage.stop();
      await next(element, 'ended');
      await until(() => element.state === 'over' && faceOf(element) === 'face over');
      expect(element.error).to.equal(null);
    });

  test('is told from a film, as controls ask for it', async () => {
    const mountLive = await open({ dvr: true });
    await stage.start();
    await stage.jump(60_000);
    const element = mountLive();
    const seen: string[] = [];
    for (const name of ['streamtypechange', 'targetlivewindowchange'])
      element.addEventListener(name, () => seen.push(name));
    expect([element.streamType, element.targetLiveWindow]).to.deep.equal(['unknown', NaN]);
    await element.play();
    await until(() => element.currentTime > 0);
    expect([element.streamType, element.targetLiveWindow]).to.deep.equal(['live', Infinity]);
    expect(seen).to.deep.equal(['streamtypechange', 'targetlivewindowchange']);
    expect(element.currentTime).to.be.at.least(element.liveEdgeStart);
    element.currentTime = element.seekable.start(0);
    await next(element, 'seeked');
    expect(element.currentTime).to.be.below(element.liveEdgeStart);
  });

  test('lets nobody seek so far that they would wait there for what is yet to happen', async () => {
    const mountLive = await open({ hlsConfig: {} });
    await stage.start();
    await stage.jump(60_000);
    const element = mountLive();
    await element.play();
    await until(() => element.buffered.length > 0 && element.buffered.end(0) - element.seekable.end(0) >= 4);
    element.currentTime = element.seekable.end(0);
    await until(() => !element.seeking);
    expect(element.buffered.end(element.buffered.length - 1) - element.currentTime).to.be.at.least(2);
  });
});

test('a film is on demand', async () => {
  const element = mount(await stage.open());
  await until(() => element.streamType === 'on-demand');
  expect([element.targetLiveWindow, element.liveEdgeStart]).to.deep.equal([NaN, NaN]);
  document.body.replaceChildren();
});

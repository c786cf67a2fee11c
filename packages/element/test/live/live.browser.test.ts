import { expect } from 'chai';
import type { SecureStreamElement } from '@secure-stream/element';
import { stage } from '../../../../e2e/stage/client.js';
import { mount, next, pause, until } from '../element/mount.js';

const faceOf = (element: SecureStreamElement) => element.shadowRoot!.querySelector('.face')?.getAttribute('part');

const open = async (properties: Partial<SecureStreamElement> = {}) => {
  const scene = await stage.open();
  return () => mount({ ...scene, videoId: scene.liveInputId }, { live: true, ...properties });
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

  test('ends when the broadcast does', async () => {
    const mountLive = await open();
    await stage.start();
    await stage.jump(60_000);
    const element = mountLive();
    await element.play();
    await until(() => element.currentTime > 0);
    await stage.stop();
    await until(() => element.ended || element.error?.reason === 'not-live');
  });
});

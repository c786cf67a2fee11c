import { expect } from 'chai';
import { createIframeEngine } from '../../src/engine/iframe.ts';
import { openScene, sleep, until, type Scene } from '../handover/scene.ts';

let scene: Scene;
teardown(() => scene.close());

const open = async (setup: Partial<Parameters<typeof openScene>[0]> = {}) => {
  scene = await openScene({ create: createIframeEngine, life: 20, ...setup });
  return scene;
};

const playing = async (at = 0.3) => {
  await scene.engine.media.play();
  await until(() => scene.engine.media.currentTime > at);
};

suite('a frame is handed over', () => {
  test('while it plays: another frame has taken over, at the same moment, and the page saw nothing', async () => {
    await open();
    await playing();
    scene.events.length = 0;
    const before = scene.engine.media;
    await scene.renew();
    expect(scene.engine.media).not.to.equal(before);
    expect(scene.reloads()).to.equal(0);
    await sleep(300);
    const seen = new Set(scene.events);
    for (const name of ['waiting', 'seeking', 'emptied', 'pause', 'play', 'volumechange', 'loadstart'])
      expect(seen.has(name), name).to.equal(false);
    expect(scene.engine.media.paused).to.equal(false);
    expect(scene.stageNode.children).to.have.length(1);
  });

  test('while it is paused: at the very same picture, and plays on from it', async () => {
    await open();
    await playing();
    const { media } = scene.engine;
    media.pause();
    await sleep(50);
    const { currentTime } = media;
    await scene.renew();
    expect(scene.engine.media.currentTime).to.equal(currentTime);
    expect(scene.engine.media.paused).to.equal(true);
    await playing(currentTime + 0.2);
  });
});

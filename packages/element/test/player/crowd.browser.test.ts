import { expect } from 'chai';
import { stage } from '../../../../e2e/stage/client.ts';
import { mount, pause, playing, until } from '../element/mount.ts';
import { openLedger } from '../handover/ledger.ts';

suite('many players', () => {
  teardown(() => document.body.replaceChildren());

  test('fifty of one video ask for one token', async () => {
    const scene = await stage.open({ latency: 50 });
    const elements = Array.from({ length: 50 }, () => mount(scene, { preload: 'metadata' }));
    await until(() => elements.every(({ readyState }) => readyState >= 1));
    expect(await stage.asked()).to.equal(1);
  });

  test('two hundred that come and go leave no listener, node, timer or request behind', async () => {
    const scene = await stage.open({ life: 2, latency: 5 });
    // What is fetched once and stays: the engine, hls.js, the faces.
    const first = mount(scene);
    await playing(first);
    first.remove();
    await pause(0.5);

    const ledger = openLedger();
    const nodes = document.querySelectorAll('*').length;
    for (let round = 0; round < 20; round += 1) {
      const elements = Array.from({ length: 10 }, () => mount(scene, { autoplay: round % 2 === 0 }));
      // At every stage of its life: before the token, between token and engine, while it plays.
      await pause(round * 0.02);
      for (const element of elements) element.remove();
    }
    await pause(1);
    expect(ledger.listeners()).to.equal(0);
    expect(document.querySelectorAll('*')).to.have.length(nodes);

    await stage.forget();
    await pause(4);
    expect({ asked: await stage.asked(), requests: await stage.requests() }).to.deep.equal({ asked: 0, requests: [] });
    ledger.close();
  });
});

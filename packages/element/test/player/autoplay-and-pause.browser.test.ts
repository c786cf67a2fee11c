import { expect } from 'chai';
import type { SecureStreamElement } from '@secure-stream/element';
import { stage } from '../../../../e2e/stage/client.ts';
import { testExcept, WITHOUT_HLS, type Reasons } from '../element/except.ts';
import { mount, next, until } from '../element/mount.ts';

type Engine = 'hls' | 'native' | 'iframe';

const ENGINES: readonly (readonly [Engine, Reasons])[] = [
  ['hls', {}],
  ['native', WITHOUT_HLS],
  ['iframe', {}],
];

const EVENTS: Readonly<Record<string, (element: SecureStreamElement) => unknown>> = {
  'retry()': (element) => element.retry(),
  'another insertion': async (element) => {
    element.remove();
    await until(() => element.state === 'idle');
    document.body.append(element);
  },
  'a change of engine': (element) => {
    element.engine = element.engine === 'iframe' ? 'hls' : 'iframe';
  },
};

async function open(engine: Engine): Promise<SecureStreamElement> {
  const scene = await stage.open();
  const element = mount(scene, { engine, sdkSrc: `${scene.origin}/embed/sdk.latest.js`, autoplay: true });
  await next(element, 'playing');
  await until(() => element.currentTime > 0.5);
  return element;
}

suite('autoplay', () => {
  teardown(() => document.body.replaceChildren());

  for (const [engine, except] of ENGINES)
    for (const [name, act] of Object.entries(EVENTS)) {
      testExcept(except, `does not undo a pause across ${name} (${engine})`, async () => {
        const element = await open(engine);
        element.pause();
        await next(element, 'pause');
        const { currentTime } = element;
        const seen: string[] = [];
        for (const event of ['play', 'playing']) element.addEventListener(event, () => seen.push(event));
        await act(element);
        await until(() => element.activeEngine === element.engine && element.readyState >= 2 && !element.seeking);
        // What autoplays does so at the latest when it can play through.
        await until(() => element.readyState === 4);
        expect([element.paused, seen]).to.deep.equal([true, []]);
        expect(element.currentTime).to.be.closeTo(currentTime, 1);
        expect(element.autoplay).to.equal(true);
      });

      testExcept(except, `plays on across ${name} (${engine})`, async () => {
        const element = await open(engine);
        await act(element);
        await until(() => element.activeEngine === element.engine && element.readyState >= 2);
        const { currentTime } = element;
        await until(() => !element.paused && element.currentTime > currentTime + 0.5);
      });
    }

  test('does not undo a pause that comes before anything is loaded', async () => {
    const element = mount(await stage.open({ latency: 100 }), { autoplay: true });
    element.pause();
    await until(() => element.readyState === 4);
    expect([element.paused, element.played.length]).to.deep.equal([true, 0]);
  });

  test('starts the next video, whatever became of the one before', async () => {
    const scene = await stage.open();
    const element = mount(scene, { autoplay: true });
    await next(element, 'playing');
    element.pause();
    await stage.start();
    await stage.jump(60_000);
    element.videoId = scene.liveInputId;
    await next(element, 'playing');
    expect(element.paused).to.equal(false);
  });

  test('has no part in what was told to play while it was outside of the page', async () => {
    const scene = await stage.open();
    const element = mount(scene);
    await until(() => element.readyState >= 2);
    element.remove();
    await until(() => element.state === 'idle');
    element.play().catch(() => undefined);
    document.body.append(element);
    await until(() => !element.paused && element.currentTime > 0.5);
  });
});

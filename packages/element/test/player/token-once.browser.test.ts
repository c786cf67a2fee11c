import { expect } from 'chai';
import { stage } from '../../../../e2e/stage/client.ts';
import { askFor, mount, next, playing, until } from '../element/mount.ts';

suite('a token given outright', () => {
  teardown(() => document.body.replaceChildren());

  test('is not sent again after another insertion, when it has expired', async () => {
    const scene = await stage.open({ life: 6 });
    const element = mount(scene, { token: await askFor(scene) });
    await playing(element);
    element.remove();
    await until(() => element.state === 'idle');
    await stage.jump(60_000);
    await stage.forget();
    document.body.append(element);
    await until(() => element.readyState >= 2);
    expect((await stage.requests()).filter(({ status }) => status >= 400)).to.deep.equal([]);
    expect(await stage.asked()).to.equal(1);
  });

  test('is not sent again after another insertion, when there is an endpoint to ask', async () => {
    const scene = await stage.open();
    const element = mount(scene, { token: await askFor(scene) });
    await playing(element);
    await stage.forget();
    element.remove();
    await until(() => element.state === 'idle');
    document.body.append(element);
    await until(() => element.readyState >= 2);
    expect(await stage.asked()).to.equal(1);
  });

  test('is for the video of that moment: the next one asks for its own, and nothing is reported', async () => {
    const scene = await stage.open();
    const element = mount(scene, { token: await askFor(scene) });
    const errors: Event[] = [];
    element.addEventListener('tokenrefresherror', (event) => errors.push(event));
    await playing(element);
    await stage.start();
    await stage.jump(60_000);
    await stage.forget();
    element.videoId = scene.liveInputId;
    await until(() => element.readyState >= 2 && element.duration === Infinity);
    expect(errors).to.deep.equal([]);
    expect(await stage.asked()).to.equal(1);
    element.videoId = scene.videoId;
    await until(() => element.readyState >= 2 && element.duration < Infinity);
    expect(await stage.asked()).to.equal(2);
    expect(errors).to.deep.equal([]);
  });

  test('of a page without an endpoint leaves the next video idle until its own token comes', async () => {
    const scene = await stage.open();
    const token = await askFor(scene);
    const live = await askFor({ ...scene, videoId: scene.liveInputId });
    const element = mount(scene, { tokenEndpoint: undefined, token });
    const errors: Event[] = [];
    element.addEventListener('tokenrefresherror', (event) => errors.push(event));
    await playing(element);
    await stage.start();
    await stage.jump(60_000);
    element.videoId = scene.liveInputId;
    await until(() => element.state === 'idle');
    element.token = live;
    await until(() => element.readyState >= 2 && element.duration === Infinity);
    expect(errors).to.deep.equal([]);
  });

  for (const [name, act] of Object.entries({
    'another insertion': async (element: HTMLElement & { readonly state: string }) => {
      element.remove();
      await until(() => element.state === 'idle');
      document.body.append(element);
    },
    'retry()': (element: { retry(): void }) => element.retry(),
  }))
    test(`of a page without an endpoint still plays after ${name}, while it is valid`, async () => {
      const scene = await stage.open();
      const element = mount(scene, { tokenEndpoint: undefined, token: await askFor(scene) });
      await playing(element);
      await act(element);
      await until(() => element.readyState >= 2 && element.error === null);
      expect((await stage.requests()).filter(({ status }) => status >= 400)).to.deep.equal([]);
    });

  test('assigned anew is used at once', async () => {
    const scene = await stage.open({ life: 60 });
    const element = mount(scene, { token: await askFor(scene) });
    await playing(element);
    await stage.jump(2000);
    const token = await askFor(scene);
    await stage.forget();
    element.token = token;
    await next(element, 'tokenrefresh');
    expect(await stage.asked()).to.equal(0);
  });
});

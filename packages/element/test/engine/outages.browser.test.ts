import { expect } from 'chai';
import { stage } from '../../../../e2e/stage/client.ts';
import { ONCE, testExcept } from '../element/except.ts';
import { interruptionsOf, mount, playing, until } from '../element/mount.ts';

suite('an outage', () => {
  teardown(() => document.body.replaceChildren());

  testExcept(
    ONCE,
    'of the endpoint is not seen while token and buffer last, and playing goes on by itself',
    async () => {
      const element = mount(await stage.open({ life: 8 }));
      await playing(element);
      const interruptions = interruptionsOf(element);
      const told: string[] = [];
      for (const name of ['tokenrefresherror', 'tokenexpired', 'tokenrefresh'])
        element.addEventListener(name, () => told.push(name));
      await stage.mood('unavailable');
      await until(() => told.includes('tokenexpired'));
      expect(told).to.include('tokenrefresherror');
      expect(element.error).to.equal(null);
      await stage.mood('well');
      const start = element.currentTime;
      await until(() => element.currentTime > start + 12);

      expect(told).to.include('tokenrefresh');
      expect(interruptions).to.deep.equal([]);
      expect((await stage.requests()).filter(({ status }) => status >= 400)).to.deep.equal([]);
    },
  );

  testExcept(
    ONCE,
    'of the endpoint that outlasts the buffer becomes an error that says so, and goes away by itself',
    async () => {
      const element = mount(await stage.open({ life: 4 }));
      await playing(element);
      await stage.mood('unavailable');
      await until(() => element.state === 'error');
      expect(element.error).to.include({ reason: 'token-unreachable', remedy: 'retry' });
      const stopped = element.currentTime;
      await stage.mood('well');
      await until(() => element.state === 'ready' && element.currentTime > stopped + 2);
      expect(element.error).to.equal(null);
    },
  );

  testExcept(
    ONCE,
    'of the whole network stops the picture at the end of the buffer, and no earlier, and it goes on by itself',
    async () => {
      const element = mount(await stage.open({ life: 6 }));
      await playing(element);
      await stage.unplug();
      const end = element.buffered.end(element.buffered.length - 1);
      await until(() => element.currentTime > end - 1);
      await until(() => element.readyState < 3);
      await stage.heal();
      await until(() => element.currentTime > end + 4);
      expect(element.error).to.equal(null);
      expect((await stage.requests()).filter(({ status }) => status === 401)).to.deep.equal([]);
    },
  );

  testExcept(ONCE, 'of the origin is told with its reason when it does not end', async () => {
    const element = mount(await stage.open());
    await playing(element);
    await stage.fail({ target: 'segment', status: 404, count: 10_000 });
    await until(() => element.state === 'error');
    expect(element.error?.reason).to.equal('not-found');
  });

  testExcept(ONCE, 'of the first playlist, which hangs, is over as soon as another is asked for', async () => {
    const scene = await stage.open();
    await stage.delay({ target: 'multivariant', milliseconds: 90_000 });
    const element = mount(scene);
    await playing(element);
    expect(element.error).to.equal(null);
  });
});

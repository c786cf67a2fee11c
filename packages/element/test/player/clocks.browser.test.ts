import { expect } from 'chai';
import { stage } from '../../../../e2e/stage/client.ts';
import { ONCE, testExcept } from '../element/except.ts';
import { interruptionsOf, mount, pause, playing, until } from '../element/mount.ts';
import { createWithClock, OwnClock } from './own-clock.ts';

const DAY = 86_400_000;

suite('time', () => {
  teardown(() => document.body.replaceChildren());

  for (const [name, wrong] of [
    ['a day fast', DAY],
    ['a day slow', -DAY],
  ] as const)
    for (const mood of ['well', 'text'] as const)
      testExcept(
        ONCE,
        `a clock that is ${name} makes no difference (${mood === 'text' ? 'bare token' : 'grant with expiresIn'})`,
        async () => {
          const clock = new OwnClock();
          clock.wrong = wrong;
          const scene = await stage.open({ life: 4 });
          await stage.mood(mood);
          const element = mount(scene, {}, createWithClock(clock));
          await playing(element);
          const interruptions = interruptionsOf(element);
          await until(() => element.currentTime > 11);
          expect(interruptions).to.deep.equal([]);
          // A bare token across origins says nothing of how long it lives that this clock could read: there, a refusal tells.
          const refused = (await stage.requests()).filter(({ status }) => status >= 400);
          if (mood === 'well') expect(refused).to.deep.equal([]);
          for (const { reason } of refused) expect(reason).to.equal('expired');
          // Renewed when it is time, and not with every request.
          expect(await stage.asked()).to.be.within(2, 7);
        },
      );

  testExcept(
    ONCE,
    'a laptop that slept for an hour asks for a token first, and no request leaves with the dead one',
    async () => {
      const clock = new OwnClock();
      const element = mount(await stage.open({ life: 60 }), {}, createWithClock(clock));
      await playing(element);
      element.pause();
      await pause(1);
      await stage.forget();
      await stage.jump(3_600_000);
      clock.sleep(3_600_000);
      window.dispatchEvent(new Event('pageshow'));
      await element.play();
      const resumed = element.currentTime;
      await until(() => element.currentTime > resumed + 8);

      expect(await stage.asked()).to.equal(1);
      expect((await stage.requests()).filter(({ status }) => status >= 400)).to.deep.equal([]);
    },
  );

  test('a seek while a renewal is on its way waits for nothing but the segment', async () => {
    const element = mount(await stage.open({ life: 60 }));
    await playing(element);
    await stage.mood('hang');
    element.refreshToken().catch(() => undefined);
    await until(() => element.state === 'renewing');
    element.currentTime = 60;
    await until(() => element.currentTime > 62);
    expect(element.state).to.equal('renewing');
    expect((await stage.requests()).filter(({ status }) => status >= 400)).to.deep.equal([]);
  });
});

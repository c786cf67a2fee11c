import { expect } from 'chai';
import { stage } from '../../../../e2e/stage/client.ts';
import { interruptionsOf, mount, next, pause, playing, until } from '../element/mount.ts';

suite('a token that is refused in mid-play', () => {
  teardown(() => document.body.replaceChildren());

  test('is renewed once, the same requests leave again, and nothing is seen', async () => {
    const element = mount(await stage.open({ latency: 40 }));
    await playing(element);
    const interruptions = interruptionsOf(element);
    await stage.forget();
    await stage.revoke();
    const start = element.currentTime;
    await until(() => element.currentTime > start + 10);

    const entries = await stage.requests();
    const refused = entries.filter(({ status }) => status === 401);
    expect(await stage.asked()).to.equal(1);
    // One segment of the picture and one of the sound may have been on their way.
    expect(refused.length).to.be.within(1, 2);
    for (const { path } of refused)
      expect(entries.filter((entry) => fileOf(entry.path) === fileOf(path)).map(({ status }) => status)).to.deep.equal([
        401, 200,
      ]);
    expect(interruptions).to.deep.equal([]);
    expect(element.error).to.equal(null);
  });

  test('and whose successor is refused too is a typed error, and no loop', async () => {
    const element = mount(await stage.open());
    await playing(element);
    await stage.forget();
    await stage.mood('bad-signature');
    await stage.revoke();
    await next(element, 'error');

    expect(element.error).to.include({ reason: 'token-rejected', remedy: 'developer' });
    expect(element.state).to.equal('error');
    const [asked, requests] = [await stage.asked(), (await stage.requests()).length];
    expect(asked).to.equal(1);
    expect(requests).to.be.at.most(6);
    await pause(3);
    expect(await stage.asked()).to.equal(asked);
    expect(await stage.requests()).to.have.length(requests);

    await stage.mood('well');
    element.retry();
    await until(() => element.state === 'ready' && !element.paused);
    const resumed = element.currentTime;
    await until(() => element.currentTime > resumed + 2);
  });

  test('that a rule blocks is told as that', async () => {
    const scene = await stage.open();
    const element = mount(scene);
    await playing(element);
    await stage.deny({
      target: ['segment', 'init', 'media-playlist', 'multivariant'],
      reason: 'blocked-by-rule',
      count: 1000,
    });
    await next(element, 'error');
    // Without rules in the token it can not be known.
    expect(element.error?.reason).to.equal('token-rejected');
  });

  test('now and then, by an origin of two minds, does no harm', async () => {
    const element = mount(await stage.open());
    await playing(element);
    const interruptions = interruptionsOf(element);
    for (let time = 0; time < 3; time += 1) {
      await stage.deny({ target: 'segment', reason: 'signature-invalid' });
      const start = element.currentTime;
      await until(() => element.currentTime > start + 4);
    }
    expect(interruptions).to.deep.equal([]);
  });
});

/** The id of a refused request may not be known. */
const fileOf = (path: string): string => path.split('/').slice(2).join('/');

import { expect } from 'chai';
import { stage } from '../../../../e2e/stage/client.ts';
import { mount, next, pause, playing, until } from '../element/mount.ts';

suite('before somebody plays', () => {
  teardown(() => document.body.replaceChildren());

  test('preload="none" asks for nothing at all', async () => {
    const element = mount(await stage.open(), { preload: 'none' });
    await pause(1);
    expect(element.state).to.equal('idle');
    expect(await stage.asked()).to.equal(0);
    expect(await stage.requests()).to.deep.equal([]);

    await playing(element);
    expect(await stage.asked()).to.equal(1);
  });

  test('preload="metadata" loads the first segments and nothing behind them, and goes on when played', async () => {
    const element = mount(await stage.open(), { preload: 'metadata' });
    await until(() => element.readyState >= 2);
    await pause(1.5);
    const segments = (await stage.requests()).filter(({ kind }) => kind === 'segment');
    // hls.js wants the sound to reach as far as the picture, and for as long as there is a picture without sound, another one.
    const pictures = segments.filter(({ path }) => path.includes('/video/'));
    for (const { path } of pictures) expect(path).to.match(/seg_[12]\.mp4$/);
    expect(segments.length - pictures.length).to.be.within(1, pictures.length + 1);
    expect(element.duration).to.be.closeTo(96, 0.5);
    await playing(element);
    await until(() => element.buffered.end(0) > 6);
  });

  test('preload="auto" fills the buffer', async () => {
    const element = mount(await stage.open(), { preload: 'auto' });
    await until(() => element.buffered.length > 0 && element.buffered.end(0) > 5);
    expect(element.paused).to.equal(true);
  });

  test('autoplay starts by itself, whatever preload says', async () => {
    const element = mount(await stage.open(), { preload: 'none', autoplay: true });
    await next(element, 'playing');
  });

  test('start-time is where it begins', async () => {
    const element = mount(await stage.open(), { startTime: 40 });
    await element.play();
    await until(() => element.currentTime > 40.5);
    expect(element.currentTime).to.be.below(60);
    expect(element.played.start(0)).to.be.closeTo(40, 0.5);
  });
});

import { sendMouse } from '@web/test-runner-commands';
import { expect } from 'chai';
import { stage } from '../../../../e2e/stage/client.ts';
import type { EngineFactory, MediaPort } from '../../src/engine/engine.ts';
import { openScene, sleep, until, type Scene, type SceneSetup } from './scene.ts';

/** What holds for every engine that hands over. After each test: one player, no listener, no timer. */
export function situations(name: string, create: EngineFactory): void {
  let scene: Scene;
  const media = (): MediaPort => scene.engine.media;
  const status = () => scene.engine.situation.status;
  const seen = (event: string) => scene.events.filter((name) => name === event).length;

  async function open(setup: Partial<SceneSetup> = {}): Promise<void> {
    scene = await openScene({ create, life: 25, ...setup });
  }

  async function play(at = 0.3): Promise<void> {
    await media().play();
    await until(() => media().currentTime > at);
    scene.events.length = 0;
  }

  suite(`${name}: a hand-over`, () => {
    teardown(() => scene.close());

    test('while it plays: another player goes on, and the page saw nothing', async () => {
      await open();
      await play();
      await scene.renew();
      expect(scene.reloads()).to.equal(0);
      await sleep(300);
      for (const event of ['waiting', 'seeking', 'emptied', 'pause', 'play', 'volumechange', 'ratechange', 'loadstart'])
        expect(seen(event), event).to.equal(0);
      expect(media().paused).to.equal(false);
    });

    test('twice: each token gets a player of its own', async () => {
      await open();
      await play();
      const first = media();
      await scene.renew();
      const second = media();
      await scene.renew();
      expect(media()).not.to.equal(second);
      expect(first.paused).to.equal(first !== media());
      expect(seen('waiting') + seen('pause') + scene.reloads()).to.equal(0);
    });

    test('while it is paused: at the very same picture, and it plays on from there', async () => {
      await open();
      await play();
      media().pause();
      await until(() => seen('pause') === 1);
      await sleep(200);
      const { currentTime } = media();
      await scene.renew();
      expect(media().currentTime).to.be.closeTo(currentTime, 0.001);
      expect(media().paused).to.equal(true);
      expect(seen('play') + seen('seeking')).to.equal(0);
      await play(currentTime + 0.2);
    });

    test('while it seeks: it arrives where the viewer wants to be', async () => {
      await open();
      await play();
      media().currentTime = 40;
      await scene.renew();
      await until(() => !media().seeking);
      expect(media().currentTime).to.be.within(40, 48);
      await until(() => seen('seeked') === 1);
      expect([seen('seeking'), seen('pause'), scene.reloads()]).to.deep.equal([1, 0, 0]);
    });

    test('that is half done follows a seek, a change of speed and a pause of the viewer', async () => {
      await open();
      await play();
      const done = scene.renew();
      await until(() => status() === 'aligning');
      media().currentTime = 60;
      await until(() => status() === 'preparing');
      media().playbackRate = 2;
      await done;
      expect(media().currentTime).to.be.within(60, 75);
      expect(media().playbackRate).to.equal(2);
      expect([seen('seeking'), seen('seeked'), seen('ratechange')]).to.deep.equal([1, 1, 1]);

      media().playbackRate = 1;
      const again = scene.renew();
      await until(() => status() === 'aligning');
      media().pause();
      await again;
      expect(media().paused).to.equal(true);
      expect([seen('pause'), scene.reloads()]).to.deep.equal([1, 0]);
    });

    test('at the end: the end is kept, and playing begins at the beginning', async () => {
      await open();
      await play();
      media().currentTime = 95.4;
      await until(() => media().ended);
      scene.events.length = 0;
      await scene.renew();
      expect(media().ended).to.equal(true);
      expect(media().currentTime).to.be.closeTo(96, 0.1);
      expect(seen('ended')).to.equal(0);
      await media().play();
      await until(() => media().currentTime > 0.2 && media().currentTime < 5);
    });

    test('with `loop`: it waits for the film to begin again, and loops on', async () => {
      await open({ settings: { loop: true } });
      await play();
      media().currentTime = 94.6;
      await until(() => !media().seeking);
      await scene.renew();
      expect(media().loop).to.equal(true);
      expect(media().currentTime).to.be.below(20);
      expect([seen('pause'), seen('ended'), scene.reloads()]).to.deep.equal([0, 0, 0]);
    });

    test('at twice the speed stays at twice the speed', async () => {
      await open();
      await play();
      media().playbackRate = 2;
      await until(() => seen('ratechange') === 1);
      await scene.renew();
      expect(media().playbackRate).to.equal(2);
      expect([seen('ratechange'), scene.reloads()]).to.deep.equal([1, 0]);
    });

    for (const muted of [true, false])
      test(`${muted ? 'muted' : 'not muted'}: as loud as before`, async () => {
        await open({ settings: { muted } });
        media().volume = 0.6;
        await play();
        await sleep(100);
        scene.events.length = 0;
        await scene.renew();
        await sleep(100);
        expect(media().muted).to.equal(muted);
        expect(media().volume).to.be.closeTo(0.6, 0.001);
        expect(seen('volumechange')).to.equal(0);
      });

    test('keeps the focus', async () => {
      await open({ settings: { controls: true } });
      await play();
      scene.player().focus();
      expect(scene.host.shadowRoot!.activeElement).to.equal(scene.player());
      await scene.renew();
      expect(scene.host.shadowRoot!.activeElement).to.equal(scene.player());
    });

    test('keeps the full screen of what is around it', async () => {
      await open();
      await play();
      await gesture(() => scene.host.requestFullscreen());
      await scene.renew();
      expect(document.fullscreenElement).to.equal(scene.host);
      expect([scene.reloads(), seen('waiting')]).to.deep.equal([0, 0]);
      await document.exitFullscreen();
    });

    test('in full screen of its own waits until the viewer leaves it', async () => {
      await open({ life: 60 });
      await play();
      const before = media();
      await gesture(() => scene.player().requestFullscreen());
      const done = scene.renew();
      await sleep(2000);
      expect(media()).to.equal(before);
      expect(status()).to.equal('waiting');
      await document.exitFullscreen();
      await done;
      expect([scene.reloads(), seen('waiting')]).to.deep.equal([0, 0]);
    });

    test('in a hidden tab waits until the tab is seen', async () => {
      await open({ life: 60 });
      await play();
      const before = media();
      const show = hide();
      const done = scene.renew();
      await sleep(1000);
      expect([media() === before, status()]).to.deep.equal([true, 'waiting']);
      show();
      await done;
      expect(scene.reloads()).to.equal(0);
    });

    test('that a hidden tab does not allow in time becomes a reload in place, with everything restored and a word to the page', async () => {
      await open({ life: 6 });
      media().volume = 0.4;
      await play();
      media().playbackRate = 1.5;
      const { currentTime } = media();
      const before = media();
      const show = hide();
      await scene.renew();
      show();
      expect([media() === before, scene.reloads()]).to.deep.equal([true, 1]);
      await until(() => media().currentTime > currentTime);
      expect([media().paused, media().playbackRate, Math.round(media().volume * 10)]).to.deep.equal([false, 1.5, 4]);
      expect(media().currentTime).to.be.within(currentTime, currentTime + 15);
      await until(() => status() === 'idle');
    });

    test('whose first try fails is tried again, and the old player knows nothing of it', async () => {
      await open({ life: 60 });
      await play();
      await stage.fail({ target: 'multivariant', status: 500, count: 1 });
      media().pause();
      await scene.renew();
      expect([scene.reloads(), scene.errors.length, seen('waiting')]).to.deep.equal([0, 0, 0]);
    });

    test('goes through while the token endpoint is down', async () => {
      await open();
      await play();
      const done = scene.renew();
      await until(() => status() === 'preparing');
      await stage.mood('error500');
      await done;
      expect([scene.reloads(), scene.errors.length]).to.deep.equal([0, 0]);
    });

    test('of a player that was moved in the document by `moveBefore`', async () => {
      await open();
      await play();
      const place = document.body.appendChild(document.createElement('section'));
      const done = scene.renew();
      await until(() => status() === 'aligning');
      (place as unknown as { moveBefore(node: Node, before: null): void }).moveBefore(scene.host, null);
      await done;
      await sleep(200);
      expect([media().paused, scene.reloads()]).to.deep.equal([false, 0]);
      place.remove();
    });

    for (const moment of ['preparing', 'aligning', 'ready'] as const)
      test(`leaves nothing when the player is removed while it is ${moment}`, async () => {
        await open();
        await play();
        scene.renew().catch(() => undefined);
        await until(() => status() === moment);
      });
  });

  suite(`${name}: a token that is refused`, () => {
    teardown(() => scene.close());

    test('in mid-play: one renewal, and the film goes on where it was', async () => {
      await open({ life: 3600 });
      await play();
      await stage.revoke();
      media().currentTime = 50;
      await until(() => scene.reloads() === 1, 30_000);
      expect(scene.tokens.rejected).to.deep.equal([401]);
      await until(() => media().currentTime > 50.2);
      expect([media().paused, scene.errors.length, seen('pause')]).to.deep.equal([false, 0, 0]);
    });

    test('for the spare player only: another is asked for, and the old player plays on', async () => {
      await open({ life: 60 });
      await play();
      media().pause();
      await stage.deny({ target: 'multivariant', reason: 'key-revoked', count: 2 });
      await stage.deny({ target: 'frame', reason: 'key-revoked', count: 1 });
      await scene.renew();
      expect([scene.reloads(), scene.errors.length]).to.deep.equal([0, 0]);
    });

    test('because the video is not there is told as that', async () => {
      await open({ life: 60, failing: { target: 'multivariant', status: 404, count: 5 } });
      await until(() => scene.errors.length === 1);
      expect(scene.errors[0]!.reason).to.equal('not-found');
    });
  });
}

/** Does something that takes a viewer's click. */
async function gesture(act: () => Promise<unknown>): Promise<void> {
  const button = document.body.appendChild(document.createElement('button'));
  button.style.cssText = 'position: fixed; left: 0; bottom: 0; width: 40px; height: 40px; z-index: 9';
  const done = new Promise<unknown>((resolve, reject) => {
    button.addEventListener('click', () => act().then(resolve, reject));
  });
  await sendMouse({ type: 'click', position: [20, innerHeight - 20] });
  await done;
  button.remove();
}

/** What a page sees of a hidden tab. */
function hide(): () => void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
  document.dispatchEvent(new Event('visibilitychange'));
  return () => {
    Reflect.deleteProperty(document, 'visibilityState');
    document.dispatchEvent(new Event('visibilitychange'));
  };
}

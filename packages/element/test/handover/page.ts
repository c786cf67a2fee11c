import { sendMouse } from '@web/test-runner-commands';
import { expect } from 'chai';
import type { EngineFactory } from '../../src/engine/engine.ts';
import { testExcept, type Reasons } from '../element/except.ts';
import { Rig } from './rig.ts';
import { sleep, until } from './scene.ts';

/** What a page may be doing when a fresh token comes. */
export function pageSituations(name: string, create: EngineFactory, except: Reasons = {}): void {
  const rig = new Rig(create);

  suite(`${name}: a hand-over on a page that`, () => {
    teardown(() => rig.close());

    testExcept(except, 'keeps the focus', async () => {
      await rig.open({ settings: { controls: true } });
      await rig.play();
      rig.scene.player().focus();
      expect(rig.scene.host.shadowRoot!.activeElement).to.equal(rig.scene.player());
      await rig.scene.renew();
      expect(rig.scene.host.shadowRoot!.activeElement).to.equal(rig.scene.player());
    });

    testExcept(except, 'keeps the full screen of what is around it', async () => {
      await rig.open();
      await rig.play();
      await gesture(() => rig.scene.host.requestFullscreen());
      await rig.scene.renew();
      expect(document.fullscreenElement).to.equal(rig.scene.host);
      expect([rig.scene.reloads(), rig.seen('waiting')]).to.deep.equal([0, 0]);
      await document.exitFullscreen();
    });

    testExcept(except, 'in full screen of its own waits until the viewer leaves it', async () => {
      await rig.open({ life: 60 });
      await rig.play();
      const before = rig.media;
      await gesture(() => rig.scene.player().requestFullscreen());
      const done = rig.scene.renew();
      await sleep(2000);
      expect(rig.media).to.equal(before);
      expect(rig.status).to.equal('waiting');
      await document.exitFullscreen();
      await done;
      expect([rig.scene.reloads(), rig.seen('waiting')]).to.deep.equal([0, 0]);
    });

    testExcept(except, 'in a hidden tab waits until the tab is seen', async () => {
      await rig.open({ life: 60 });
      await rig.play();
      const before = rig.media;
      const show = hide();
      const done = rig.scene.renew();
      await sleep(1000);
      expect([rig.media === before, rig.status]).to.deep.equal([true, 'waiting']);
      show();
      await done;
      expect(rig.scene.reloads()).to.equal(0);
    });

    testExcept(
      except,
      'that a hidden tab does not allow in time becomes a reload in place, with everything restored and a word to the page',
      async () => {
        await rig.open({ life: 6 });
        rig.media.volume = 0.4;
        await rig.play();
        rig.media.playbackRate = 1.5;
        const { currentTime } = rig.media;
        const before = rig.media;
        const show = hide();
        await rig.scene.renew();
        show();
        expect([rig.media === before, rig.scene.reloads()]).to.deep.equal([true, 1]);
        await until(() => rig.media.currentTime > currentTime);
        expect([rig.media.paused, rig.media.playbackRate, Math.round(rig.media.volume * 10)]).to.deep.equal([
          false,
          1.5,
          4,
        ]);
        expect(rig.media.currentTime).to.be.within(currentTime, currentTime + 15);
        await until(() => rig.status === 'idle');
      },
    );

    const moved = {
      firefox: 'its moveBefore loads a frame in the shadow of what is moved anew',
      webkit: 'it has no moveBefore',
      ...except,
    };
    testExcept(moved, 'of a player that was moved in the document by `moveBefore`', async () => {
      await rig.open();
      await rig.play();
      const place = document.body.appendChild(document.createElement('section'));
      const done = rig.scene.renew();
      await until(() => rig.status === 'aligning');
      (place as unknown as { moveBefore(node: Node, before: null): void }).moveBefore(rig.scene.host, null);
      await done;
      await sleep(200);
      expect([rig.media.paused, rig.scene.reloads()]).to.deep.equal([false, 0]);
      place.remove();
    });

    for (const moment of ['preparing', 'aligning', 'ready'] as const)
      testExcept(except, `leaves nothing when the player is removed while it is ${moment}`, async () => {
        await rig.open();
        await rig.play();
        rig.scene.renew().catch(() => undefined);
        await until(() => rig.status === moment);
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

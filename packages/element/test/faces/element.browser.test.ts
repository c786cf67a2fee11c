import { expect } from 'chai';
import { sendKeys } from '@web/test-runner-commands';
import { addMessages, type SecureStreamElement } from '@secure-stream/element';
import { de } from '@secure-stream/element/translations/de';
import { stage } from '../../../../e2e/stage/client.js';
import { mount, next, pause, until } from '../element/mount.js';
import { findings } from './axe.js';

const faceOf = (element: SecureStreamElement) => element.shadowRoot!.querySelector<HTMLElement>('.face');
const nameOf = (element: SecureStreamElement) => faceOf(element)?.getAttribute('part')?.replace('face ', '');

function setConnection(online: boolean): void {
  Object.defineProperty(navigator, 'onLine', { configurable: true, value: online });
  dispatchEvent(new Event(online ? 'online' : 'offline'));
}

suite('the faces of a <secure-stream>', () => {
  teardown(() => {
    document.body.replaceChildren();
    document.documentElement.lang = 'en';
    Reflect.deleteProperty(navigator, 'onLine');
  });

  test('loading, then nothing over the film', async () => {
    const scene = await stage.open({ latency: 300 });
    const element = mount(scene);
    await until(() => nameOf(element) === 'loading');
    expect(await findings(element)).to.deep.equal([]);
    await next(element, 'loadeddata');
    await until(() => nameOf(element) === undefined);
  });

  test('a film that waits has a button, which starts it and keeps the focus in the player', async () => {
    const element = mount(await stage.open(), { preload: 'none', controls: true });
    await until(() => nameOf(element) === 'start');
    expect(await stage.asked()).to.equal(0);
    expect(await findings(element)).to.deep.equal([]);
    faceOf(element)!.querySelector('button')!.focus();
    await sendKeys({ press: 'Enter' });
    await next(element, 'playing');
    await until(() => nameOf(element) === undefined);
    expect(document.activeElement === element).to.equal(true);
  });

  test('a page with controls of its own gets no button', async () => {
    const element = mount(await stage.open(), { preload: 'none' });
    await pause(0.3);
    expect(nameOf(element)).to.equal(undefined);
  });

  test('an error that Retry can help is helped by Retry, and the focus stays', async () => {
    const scene = await stage.open();
    await stage.mood('offline');
    const element = mount(scene);
    await until(() => nameOf(element) === 'error');
    expect(element.error?.reason).to.equal('token-unreachable');
    expect(await findings(element)).to.deep.equal([]);
    await stage.mood('well');
    faceOf(element)!.querySelector('button')!.focus();
    await sendKeys({ press: 'Enter' });
    await next(element, 'loadeddata');
    await until(() => nameOf(element) === undefined);
    expect(document.activeElement === element).to.equal(true);
  });

  test('a viewer without a connection is told so, and nothing any more when it is back', async () => {
    const scene = await stage.open();
    await stage.mood('offline');
    const element = mount(scene);
    await until(() => nameOf(element) === 'error');
    setConnection(false);
    await until(() => nameOf(element) === 'offline');
    await stage.mood('well');
    setConnection(true);
    await next(element, 'loadeddata');
    await until(() => nameOf(element) === undefined);
  });

  test('a viewer who may not watch reads it in the language of the page', async () => {
    const scene = await stage.open();
    await stage.mood('denied');
    addMessages(de);
    document.documentElement.lang = 'de-CH';
    const element = mount(scene);
    await until(() => nameOf(element) === 'blocked');
    expect(faceOf(element)!.textContent).to.contain(de.errors['token-denied']);
    expect(faceOf(element)!.querySelector('button')).to.equal(null);
    element.lang = 'en';
    await until(() => faceOf(element)!.textContent.includes('You do not have permission'));
    element.messages = { ...de, errors: { ...de.errors, 'token-denied': 'Nur für Mitglieder' } };
    await until(() => faceOf(element)!.textContent.includes('Nur für Mitglieder'));
  });

  test('what the page puts into a slot replaces the face', async () => {
    const scene = await stage.open();
    await stage.mood('denied');
    const element = mount(scene);
    element.append(document.createRange().createContextualFragment('<p slot="error">Please join</p>'));
    await until(() => nameOf(element) === 'blocked');
    expect(faceOf(element)!.checkVisibility()).to.equal(false);
    expect(element.querySelector('p')!.checkVisibility()).to.equal(true);
  });

  test('a picture in the poster slot lies over the film, and gives way to it', async () => {
    const element = mount(await stage.open());
    element.append(document.createRange().createContextualFragment('<b slot="poster">soon</b>'));
    const poster = element.querySelector('b')!;
    // Clicks go through it otherwise.
    poster.style.pointerEvents = 'auto';
    const { left, top, width, height } = element.getBoundingClientRect();
    expect(document.elementFromPoint(left + width / 2, top + height / 2)).to.equal(poster);
    await next(element, 'loadeddata');
    expect(poster.checkVisibility()).to.equal(true);
    await element.play();
    await until(() => !poster.checkVisibility());
  });

  test('the detail for the developer is not shown to the viewer', async () => {
    const element = mount({ ...(await stage.open()), videoId: 'not-a-uid' });
    await until(() => nameOf(element) === 'error');
    expect(element.error!.detail).to.contain('video-id');
    expect(faceOf(element)!.textContent).not.to.contain('video-id');
  });

  test('states can be styled by :state()', async () => {
    const element = mount(await stage.open());
    await next(element, 'loadeddata');
    await until(() => element.matches(':state(ready)'));
    expect(element.matches(':state(error)')).to.equal(false);
  });
});

suite('<track> children', () => {
  teardown(() => document.body.replaceChildren());

  const track = (label: string) => {
    const element = document.createElement('track');
    const text = 'WEBVTT\n\n00:00.000 --> 00:05.000\nhello\n';
    Object.assign(element, {
      kind: 'subtitles',
      label,
      srclang: 'en',
      src: `data:text/vtt,${encodeURIComponent(text)}`,
    });
    return element;
  };

  test('are tracks of the film, come and go with the child, and are read', async () => {
    const element = mount(await stage.open());
    const mine = track('mine');
    element.append(mine);
    const found = () => [...element.textTracks].filter(({ label }) => label === 'mine');
    await until(() => found().length === 1);
    await next(element, 'loadeddata');
    found()[0]!.mode = 'showing';
    await until(() => found()[0]!.cues?.length === 1);
    element.append(track('other'));
    await until(() => [...element.textTracks].some(({ label }) => label === 'other'));
    expect(found()).to.have.length(1);
    mine.remove();
    await until(() => found().length === 0);
  });
});

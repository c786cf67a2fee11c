import { expect } from 'chai';
import { SecureStreamElement } from '@secure-stream/element';
import { stage } from '../../../../e2e/stage/client.ts';
import { testExcept } from './except.ts';
import { askFor, mount, next, pause, playing, until } from './mount.ts';

suite('<secure-stream> in a page', () => {
  teardown(() => document.body.replaceChildren());

  test('takes what was set before its class was there', async () => {
    const { origin, endpoint, videoId } = await stage.open();
    document.body.innerHTML = `<early-stream video-id="${videoId}" stream-origin="${origin}"></early-stream>`;
    const element = document.body.firstElementChild as SecureStreamElement;
    Object.assign(element, { tokenEndpoint: endpoint, volume: 0.25, muted: true, playbackRate: 2, startTime: 10 });
    customElements.define('early-stream', class extends SecureStreamElement {});
    await element.play();
    await until(() => element.currentTime > 11);
    expect(element).to.include({ volume: 0.25, playbackRate: 2 });
    expect(element.played.start(0)).to.be.closeTo(10, 0.5);
  });

  const SOUNDS = 'its <video> begins to sound when it plays at another speed (GStreamer)';
  testExcept({ webkit: SOUNDS }, 'stays muted at another speed', async () => {
    const element = mount(await stage.open());
    await playing(element);
    element.playbackRate = 2;
    await next(element, 'ratechange');
    const start = element.currentTime;
    await until(() => element.currentTime > start + 1);
    expect([element.muted, element.playbackRate]).to.deep.equal([true, 2]);
  });

  test('goes on when it is moved', async () => {
    const scene = await stage.open();
    const element = mount(scene);
    await playing(element);
    const place = document.createElement('section');
    document.body.append(place);
    const emptied: Event[] = [];
    element.addEventListener('emptied', (event) => emptied.push(event));
    const start = element.currentTime;
    await stage.forget();
    place.append(element);
    // A browser pauses any media that is moved.
    await element.play();
    await until(() => element.currentTime > start + 2);
    expect(emptied).to.deep.equal([]);
    expect(await stage.asked()).to.equal(0);
  });

  test('that was taken out comes back where it was, paused', async () => {
    const element = mount(await stage.open());
    await playing(element);
    const left = element.currentTime;
    element.remove();
    await pause(0.2);
    expect(element.state).to.equal('idle');
    document.body.append(element);
    await until(() => element.readyState >= 2);
    expect(element.paused).to.equal(true);
    expect(element.currentTime).to.be.closeTo(left, 1);
  });

  test('asks once although its attributes come one by one', async () => {
    const { origin, endpoint, videoId } = await stage.open();
    const element = document.createElement('secure-stream');
    document.body.append(element);
    element.setAttribute('video-id', videoId);
    element.setAttribute('token-endpoint', endpoint);
    element.setAttribute('stream-origin', origin);
    element.setAttribute('muted', '');
    await until(() => element.readyState >= 1);
    expect(await stage.asked()).to.equal(1);
    const multivariant = (await stage.requests()).filter(({ kind }) => kind === 'multivariant');
    expect(multivariant).to.have.length(1);
  });

  test('a token in the attribute is used, taken off the host, and renewed by the endpoint', async () => {
    const scene = await stage.open({ life: 3 });
    const token = await askFor(scene);
    await stage.forget();
    const element = mount(scene);
    element.setAttribute('token', token);
    expect(element.hasAttribute('token')).to.equal(false);
    await playing(element);
    expect(await stage.asked()).to.be.at.most(1);
    await next(element, 'tokenrefresh');
    await until(() => element.currentTime > 6);
  });

  test('another origin is another film: it begins anew, and on its own', async () => {
    const scene = await stage.open();
    const element = mount(scene, { videoId: undefined });
    await pause(0.2);
    expect(element.state).to.equal('idle');
    expect(await stage.asked()).to.equal(0);
    element.videoId = scene.videoId;
    await playing(element);
    element.streamOrigin = scene.origin.replace('127.0.0.1', 'localhost');
    await next(element, 'emptied');
    await playing(element);
    expect(element.currentTime).to.be.below(5);
  });

  test('functions and headers that a framework makes anew at each rendering restart nothing', async () => {
    const scene = await stage.open();
    const give = () => askFor(scene);
    const element = mount(scene, { tokenEndpoint: undefined, tokenProvider: () => give() });
    await playing(element);
    const emptied: Event[] = [];
    element.addEventListener('emptied', (event) => emptied.push(event));
    let newest = 0;
    element.tokenProvider = () => ((newest += 1), give());
    element.hlsConfig = {};
    const start = element.currentTime;
    await until(() => element.currentTime > start + 1);
    await element.refreshToken();
    expect(newest).to.equal(1);
    expect(emptied).to.deep.equal([]);
  });

  test('that is in no page yet says so to whoever asks for a token or a picture', async () => {
    const { origin, endpoint, videoId } = await stage.open();
    const element = document.createElement('secure-stream');
    Object.assign(element, { streamOrigin: origin, tokenEndpoint: endpoint, videoId });
    const reasonOf = (promise: Promise<unknown>) => promise.then(String, (error: { reason?: string }) => error.reason);
    expect(await reasonOf(element.refreshToken())).to.equal('config');
    expect(await reasonOf(element.getThumbnailUrl())).to.equal('config');
  });

  test('what can not be is a config error, and says which word is wrong', async () => {
    const scene = await stage.open();
    const element = mount(scene, { videoId: 'not-an-id' });
    await next(element, 'error');
    expect(element.error).to.include({ reason: 'config', code: 4 });
    expect(element.error?.detail).to.include('video-id');
    element.videoId = scene.videoId;
    await playing(element);
    expect(element.error).to.equal(null);
  });

  test('tokenexpiring can be cancelled: then the page supplies the next token', async () => {
    const scene = await stage.open({ life: 4 });
    const element = mount(scene);
    await playing(element);
    await stage.forget();
    element.addEventListener('tokenexpiring', (event) => {
      event.preventDefault();
      void askFor(scene).then((token) => (element.token = token));
    });
    await next(element, 'tokenrefresh');
    await next(element, 'tokenrefresh');
    // Both by the page's own request.
    expect(await stage.asked()).to.equal(2);
    const start = element.currentTime;
    await until(() => element.currentTime > start + 5);
    expect((await stage.requests()).filter(({ status }) => status >= 400)).to.deep.equal([]);
  });

  test('tells its state by property, event and :state(), in this order', async () => {
    const scene = await stage.open({ life: 4 });
    const element = document.createElement('secure-stream');
    const seen: string[] = [];
    element.addEventListener('statechange', () => {
      expect(element.matches(`:state(${element.state})`)).to.equal(true);
      seen.push(element.state);
    });
    mount(scene, {}, element);
    await playing(element);
    await next(element, 'tokenrefresh');
    expect(seen.slice(0, 4)).to.deep.equal(['loading', 'ready', 'renewing', 'ready']);
    expect(element.tokenExpiresAt).to.be.closeTo(Date.now() + 4000, 2500);
    expect(element.activeEngine).to.equal('hls');
  });
});

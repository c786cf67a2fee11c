import { expect } from '@secure-stream/test-server/expect';
import { testServer } from '@secure-stream/test-server/client';
import { waitUntil } from '@secure-stream/test-server/wait';
import { mount, SHORT_BUFFER, startPlaying } from '../../support/mount.ts';

suite('hls engine: what hls.js requests first', () => {
  setup(() => performance.clearResourceTimings());
  teardown(() => document.body.replaceChildren());

  /** The init segments and segments of the page, without the rendition: `fetch` is ours, `xmlhttprequest` is that of hls.js. */
  const listSegments = (initiatorType: string) =>
    performance
      .getEntriesByType('resource')
      .filter((entry) => (entry as PerformanceResourceTiming).initiatorType === initiatorType)
      .flatMap(({ name }) => /\/(video|audio)\/[^/]+\/(init|seg_\d+)\.mp4/.exec(name)?.slice(1).join(' ') ?? [])
      .toSorted();

  const listFetchedTwice = async () => {
    const paths = (await testServer.listRequests()).map(({ path }) => path).filter((path) => !path.endsWith('.jpg'));
    return paths.filter((path, index) => paths.indexOf(path) !== index);
  };

  test('is fetched while it loads, and nothing of it twice', async () => {
    const element = mount(await testServer.open(), { engine: 'hls' });
    await startPlaying(element);
    expect(listSegments('fetch')).toEqual(['audio init', 'audio seg_1', 'video init', 'video seg_1']);
    await waitUntil(() => listSegments('xmlhttprequest').includes('video seg_2'));
    expect(await listFetchedTwice()).toEqual([]);
  });

  test('is fetched from the start time', async () => {
    const element = mount(await testServer.open(), { engine: 'hls', startTime: 10 });
    await element.play();
    await waitUntil(() => element.currentTime > 10.2);
    expect(listSegments('fetch')).toEqual(['audio init', 'audio seg_3', 'video init', 'video seg_3']);
    expect(await listFetchedTwice()).toEqual([]);
  });
  test('is left to hls.js if the page chooses its level', async () => {
    const element = mount(await testServer.open(), { engine: 'hls', hlsConfig: { ...SHORT_BUFFER, startLevel: 0 } });
    await startPlaying(element);
    expect(listSegments('fetch')).toEqual([]);
    expect(listSegments('xmlhttprequest')).toContain('video init');
    expect(await listFetchedTwice()).toEqual([]);
  });

  test('is requested again by hls.js if the first attempt failed', async () => {
    const fixture = await testServer.open();
    for (const only of ['audio', 'video'])
      await testServer.failOnly({ target: 'segment', only, status: 503, count: 1 });
    const element = mount(fixture, { engine: 'hls' });
    await startPlaying(element);
    expect(listSegments('xmlhttprequest').filter((name) => name.endsWith('seg_1'))).toEqual([
      'audio seg_1',
      'video seg_1',
    ]);
    expect(element.error).toBe(null);
  });

  test('has a connection before there is a token', async () => {
    const fixture = await testServer.open({ latency: 200 });
    const added: string[] = [];
    const observer = new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes)
          if (node instanceof HTMLLinkElement) added.push(`${node.rel} ${node.href} ${node.crossOrigin}`);
    });
    observer.observe(document.head, { childList: true });
    const element = mount(fixture, { engine: 'hls' });
    await waitUntil(() => added.length > 0);
    observer.disconnect();
    expect(element.tokenExpiresAt).toBeNaN();
    expect(added).toEqual([`preconnect ${fixture.origin}/ anonymous`]);
    expect(document.head.querySelector('link[rel=preconnect]')).toBe(null);
  });
});

import { expect } from '@secure-stream/test-server/expect';
import { playFor, waitUntil } from '@secure-stream/test-server/wait';
import { testServer } from '@secure-stream/test-server/client';
import { mount, renewToken, startPlaying } from '../../support/mount.ts';

const QUALITY_ENDPOINT = '/quality';

suite('hls engine: Common Media Client Data', () => {
  const { fetch } = globalThis;
  teardown(() => {
    globalThis.fetch = fetch;
    document.body.replaceChildren();
  });

  /** Plays across a renewal, and returns the data of each request of media and each report. */
  async function play(settings: { cmcd?: boolean; qualityEndpoint?: string }) {
    const fixture = await testServer.open();
    const reports: { body: string; keepalive: boolean | undefined }[] = [];
    globalThis.fetch = (input, init) => {
      if (input !== QUALITY_ENDPOINT) return fetch(input, init);
      reports.push({ body: init?.body as string, keepalive: init?.keepalive });
      return Promise.resolve(new Response(null, { status: 204 }));
    };
    performance.clearResourceTimings();
    const element = mount(fixture, settings);
    await startPlaying(element);
    await renewToken(element);
    await playFor(element, 4);
    const requests = performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name))
      .filter(({ origin, pathname }) => origin === fixture.origin && /\.(m3u8|mp4|m4s)$/.test(pathname));
    expect(requests.length).toBeGreaterThan(8);
    return { fixture, reports, element, data: requests.map(({ searchParams }) => searchParams.get('CMCD')) };
  }

  test('is in no request that did not ask for it', async () => {
    const { data } = await play({});
    expect(data.filter((fields) => fields !== null)).toEqual([]);
  });

  test('names the session and the video in each request, and neither a token nor a path', async () => {
    const { fixture, data } = await play({ cmcd: true });
    // Captions have a loader without this data.
    const sent = data.filter((fields) => fields !== null);
    expect(sent.length).toBeGreaterThan(8);
    expect(sent.filter((fields) => !fields.includes(`cid="${fixture.videoId}"`))).toEqual([]);
    expect(new Set(sent.map((fields) => /sid="([^"]+)"/.exec(fields)?.[1])).size).toBe(1);
    expect(sent.filter((fields) => /eyJ|token-|nor=|\//.test(fields))).toEqual([]);
  });

  test('reports events to the quality endpoint only, with neither a token nor a path', async () => {
    const { fixture, reports, element, data } = await play({ qualityEndpoint: QUALITY_ENDPOINT });
    expect(data.filter((fields) => fields !== null)).toEqual([]);
    element.pause();
    const isPaused = ({ body }: { body: string }) => /\be=ps\b/.test(body) && /\bsta=a\b/.test(body);
    await waitUntil(() => reports.some(isPaused), 'a report of the pause');
    expect(reports.filter(({ body }) => !body.includes(`cid="${fixture.videoId}"`))).toEqual([]);
    expect(reports.filter(({ body }) => /eyJ|token-|url=|nor=|\//.test(body))).toEqual([]);
    expect(reports.every(({ keepalive }) => keepalive)).toBe(true);
  });
});

import { expect } from '@secure-stream/test-server/expect';
import { nextEvent, playTo, waitUntil } from '@secure-stream/test-server/wait';
import type { EngineKind, SecureStreamElement } from '@secure-stream/element';
import Hls from 'hls.js';
import { testServer } from '@secure-stream/test-server/client';
import { mountFast } from '../../support/shifted-clock.ts';
import { NATIVE_HLS_ONLY, testExcept, type SkipReasons } from '../../support/test-except.js';
import { requestToken, mount, startPlaying } from '../../support/mount.ts';

const LEVELS = ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const;

const AIRPLAY_SOURCE = /<source type="application\/x-mpegURL"[^>]*>/g;

suite('hls engine: a token', () => {
  teardown(() => document.body.replaceChildren());

  test('appears in no attribute, node, event, message or console output, in success and failure', async () => {
    const fixture = await testServer.open({ tokenLifetime: 4 });
    const tokens: string[] = [];
    const messages: string[] = [];
    const own = Object.fromEntries(LEVELS.map((level) => [level, console[level]]));
    for (const level of LEVELS) console[level] = (...values: unknown[]) => void messages.push(...values.map(dump));

    const element = mountFast(fixture, {
      tokenEndpoint: undefined,
      tokenProvider: async () => {
        const token = await requestToken(fixture);
        tokens.push(token);
        return token;
      },
      storyboard: true,
      // The element turns `debug` off, because hls.js would log URLs.
      hlsConfig: { maxBufferLength: 6, maxMaxBufferLength: 6, debug: true },
    });
    const { dispatchEvent } = EventTarget.prototype;
    element.dispatchEvent = (event) => {
      messages.push(dump(event));
      return dispatchEvent.call(element, event);
    };
    // The default poster is on.
    await waitUntil(() => element.shadowRoot!.querySelector('video')!.poster !== '');
    const renewed = nextEvent(element, 'tokenrefresh');
    await startPlaying(element);
    await renewed;
    messages.push(element.shadowRoot!.innerHTML.replace(AIRPLAY_SOURCE, ''), ...readCues(element));
    const failed = nextEvent(element, 'error');
    await testServer.rejectNext({ target: '*', reason: 'signature-invalid', count: 10_000 });
    await failed;
    await testServer.recover();
    element.retry();
    await waitUntil(() => element.state === 'ready');
    // The exception of docs/guides/threat-model.md: where a browser has AirPlay, a second `<source>` has the signed URL.
    messages.push(
      document.documentElement.outerHTML,
      element.shadowRoot!.innerHTML.replace(AIRPLAY_SOURCE, ''),
      dump(element.error),
    );
    Object.assign(console, own);

    expect(tokens.length).toBeGreaterThanOrEqual(3);
    // The signature and the claims are secrets too.
    const secrets = tokens.flatMap((token) => [token, ...token.split('.').slice(1)]);
    expect(secrets.filter((secret) => messages.some((text) => text.includes(secret)))).toHaveLength(0);
  });

  // docs/guides/threat-model.md lists the exceptions: a frame and a `<video>` of the native engine take a URL, and so does AirPlay.
  const ENGINES: readonly (readonly [EngineKind, SkipReasons, readonly string[]])[] = [
    ['hls', {}, []],
    ['native', NATIVE_HLS_ONLY, ['VIDEO src']],
    ['iframe', {}, ['IFRAME src']],
  ];
  for (const [engine, except, exceptions] of ENGINES)
    testExcept(
      except,
      `is in no node of the shadow tree and in no cue, with the default poster and a storyboard (${engine})`,
      async () => {
        const fixture = await testServer.open();
        const token = await requestToken(fixture);
        const element = mount(fixture, { token, engine, storyboard: true });
        const root = element.shadowRoot!;
        if (engine !== 'iframe') {
          await waitUntil(() => root.querySelector('video')!.poster !== '');
          await waitUntil(() => readCues(element).length > 0);
        }
        await startPlaying(element);
        const secret = token.split('.')[1]!;
        const found = [...root.querySelectorAll('*')].flatMap((node) =>
          [...node.attributes]
            .filter(({ value }) => decodeURIComponent(value).includes(secret))
            .map(({ name }) => `${node.tagName} ${name}`),
        );
        expect(found.filter((place) => place !== 'SOURCE src')).toStrictEqual(exceptions);
        expect([root.textContent, ...readCues(element)].filter((text) => text?.includes(secret))).toStrictEqual([]);
      },
    );

  test('is unknown to hls.js: not in its levels, playlists, fragments and events', async () => {
    const tokens: string[] = [];
    const fixture = await testServer.open({ tokenLifetime: 4 });
    const emitted: string[] = [];
    const { emit } = Hls.prototype;
    Hls.prototype.emit = function (this: Hls, ...parameters: Parameters<typeof emit>) {
      emitted.push(dump(parameters[2], 6));
      return emit.apply(this, parameters);
    };
    const element = mountFast(fixture, {
      tokenEndpoint: undefined,
      tokenProvider: async () => {
        const token = await requestToken(fixture);
        tokens.push(token);
        return token;
      },
    });
    const renewed = nextEvent(element, 'tokenrefresh');
    await startPlaying(element);
    await renewed;
    await playTo(element, 8);
    Hls.prototype.emit = emit;

    expect(emitted.length).toBeGreaterThan(50);
    for (const token of tokens) expect(emitted.some((text) => text.includes(token))).toBe(false);
  });
});

const readCues = ({ textTracks }: SecureStreamElement) =>
  [...textTracks].flatMap(({ cues }) => Array.from(cues ?? [], (cue) => (cue as VTTCue).text));

/** Returns all readable properties of a value as text. */
function dump(value: unknown, depth = 4): string {
  const seen = new Set<unknown>();
  return write(value, depth);

  function write(part: unknown, left: number): string {
    if (typeof part !== 'object' || part === null) return String(part);
    if (seen.has(part) || left === 0 || part instanceof Node || part === window) return '';
    seen.add(part);
    const own = part instanceof Error ? `${part.message} ${part.stack} ${write(part.cause, left - 1)}` : '';
    const names = new Set<string>();
    for (const name in part) names.add(name);
    for (const name of Object.getOwnPropertyNames(part)) names.add(name);
    return own + [...names].map((name) => `${name}: ${write(Reflect.get(part, name), left - 1)}`).join('\n');
  }
}

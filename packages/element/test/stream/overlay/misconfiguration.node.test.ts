import { expect, test, vi } from 'vitest';
import { StreamError, type StreamErrorReason } from '../../../../session/src/stream-error.js';
import {
  explainError,
  findLikelyMistake,
  findMisconfiguration,
  isMisspelling,
  type ExplainedElement,
} from '../../../src/stream/overlay/misconfiguration.js';

class FakeElement {
  static readonly observedAttributes = ['video-id', 'token-endpoint', 'controls', 'preload'];
  readonly currentSrc = '';
  readonly error = null;
  readonly videoId = undefined;
  readonly token = undefined;
  readonly tokenEndpoint = undefined;
  readonly tokenProvider = undefined;
  getAttributeNames = (): string[] => [];
}

const find = (settings: object) =>
  findMisconfiguration(Object.assign(new FakeElement(), settings) as unknown as ExplainedElement);

const COMPLETE = { videoId: 'a'.repeat(32), tokenEndpoint: '/token' };

test('names each setting that is missing', () => {
  expect(find({})).toBe('video-id is missing. token-endpoint, tokenProvider or token is missing.');
  expect(find({ tokenEndpoint: '/token' })).toBe('video-id is missing.');
  expect(find({ videoId: 'a'.repeat(32) })).toBe('token-endpoint, tokenProvider or token is missing.');
});

test('names the likely spelling of an unknown attribute', () => {
  const getAttributeNames = () => ['videoid', 'class', 'token-endpoit'];
  expect(find({ getAttributeNames })).toContain('The attribute videoid is not known; video-id is.');
  expect(find({ getAttributeNames })).toContain('The attribute token-endpoit is not known; token-endpoint is.');
  expect(find({ getAttributeNames })).not.toContain('class');
});

test('returns nothing when the settings may be right', () => {
  expect(find(COMPLETE)).toBe(null);
  expect(find({ ...COMPLETE, getAttributeNames: () => ['class', 'data-video'] })).toBe(null);
  expect(find({ currentSrc: 'https://example.com/x' })).toBe(null);
});

test('repeats the detail of a config error, and says nothing of other errors', () => {
  const detail = 'video-id is not a video uid: 32 hexadecimal digits.';
  expect(find({ error: new StreamError('config', { detail }) })).toBe(detail);
  expect(find({ error: new StreamError('network') })).toBe(null);
});

test('warns of an error that a developer has to act on, once for each element, video, reason and detail', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const element = { localName: 'secure-stream', videoId: 'one' };
  const explain = (reason: StreamErrorReason, detail?: string, isOnline = true) => {
    warn.mockClear();
    const error = new StreamError(reason, detail === undefined ? {} : { detail });
    explainError(element as ExplainedElement, error, isOnline);
    return warn.mock.calls.map(([text]) => String(text));
  };
  try {
    expect(explain('token-malformed', 'The token endpoint sent no grant: html.')).toEqual([
      '<secure-stream>: token-malformed: The token endpoint sent no grant: html. ' +
        'See https://github.com/secure-stream/secure-stream/blob/main/docs/errors/token-malformed.md.',
    ]);
    expect(explain('token-malformed', 'The token endpoint sent no grant: html.')).toEqual([]);
    expect(explain('token-malformed', 'The token endpoint sent no grant: empty.')).toHaveLength(1);
    // The player retries, and the details change.
    expect(explain('network', 'one', false)).toEqual([]);
    expect([explain('network', 'one'), explain('network', 'two')].flat()).toHaveLength(1);
    element.videoId = 'two';
    expect(explain('token-malformed', 'The token endpoint sent no grant: html.')).toHaveLength(1);
    expect(explain('token-mismatch', `Not eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln here.`)).toEqual([
      expect.stringContaining('Not (token) here.'),
    ]);
    // The viewer acts, or the broadcaster.
    for (const reason of ['token-denied', 'viewing-limit', 'blocked', 'not-live', 'unsupported'] as const)
      expect(explain(reason)).toEqual([]);
  } finally {
    warn.mockRestore();
  }
});

test('names the likely mistake behind an error of the network or of the origin', () => {
  vi.stubGlobal('document', { baseURI: 'https://site.example/page' });
  vi.stubGlobal('location', { origin: 'https://site.example' });
  const likely = (reason: StreamErrorReason, settings: object) =>
    findLikelyMistake(settings as ExplainedElement, reason);
  expect(likely('network', { customerCode: 'abc', readyState: 0 })).toMatch(
    /^Nothing has loaded from https:\/\/customer-abc\.cloudflarestream\.com yet: check customer-code,/,
  );
  expect(likely('network', { streamOrigin: 'https://video.example', readyState: 0 })).toMatch(/check stream-origin,/);
  expect(likely('network', { customerCode: 'abc', readyState: 4 })).toBe(null);
  expect(likely('token-unreachable', { tokenEndpoint: 'http://localhost:1/token' })).toBe(
    'http://localhost:1 must allow requests from https://site.example (CORS).',
  );
  expect(likely('token-unreachable', { tokenEndpoint: '/token' })).toBe(null);
  expect(likely('token-unreachable', {})).toBe(null);
  expect(likely('token-rejected', { videoId: 'one' })).toContain('one is a video of the account');
  vi.unstubAllGlobals();
});

test('takes one letter too much, too few or wrong for a misspelling, except in short words', () => {
  const spelled = ['videoid', 'video_id', 'vidio-id', 'vide-id', 'videoo-id', 'VIDEO-ID'];
  expect(spelled.filter((name) => !isMisspelling(name, 'video-id'))).toEqual([]);
  expect(['id', 'video', 'style', 'videos-ids'].filter((name) => isMisspelling(name, 'video-id'))).toEqual([]);
  expect(isMisspelling('lamg', 'lang')).toBe(false);
});

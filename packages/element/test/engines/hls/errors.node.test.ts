import { describe, expect, test } from 'vitest';
import type { ErrorData } from 'hls.js';
import { toStreamError } from '../../../src/engines/hls/errors.js';
import { createTokenPlaceholder } from '../../../src/engines/hls/token-placeholder.js';
import { selectEngine, type EngineLoaders } from '../../../src/engines/select.js';

describe('toStreamError', () => {
  const CASES = [
    ['networkError', 'manifestLoadError', 404, 'not-found'],
    ['networkError', 'manifestLoadError', 424, 'not-ready'],
    ['networkError', 'levelLoadError', 403, 'token-rejected'],
    ['networkError', 'fragLoadError', 0, 'network'],
    ['networkError', 'fragLoadTimeOut', undefined, 'network'],
    ['networkError', 'manifestParsingError', 200, 'media'],
    ['networkError', 'levelEmptyError', undefined, 'media'],
    ['mediaError', 'manifestIncompatibleCodecsError', undefined, 'unsupported'],
    ['mediaError', 'bufferAppendError', undefined, 'media'],
    ['muxError', 'remuxAllocError', undefined, 'media'],
  ] as const;

  for (const [type, details, code, reason] of CASES)
    test(`returns ${reason} for ${details}${code === undefined ? '' : ` with status ${code}`}`, () => {
      const data = { type, details, response: code === undefined ? undefined : { code, url: 'https://secret/' } };
      const error = toStreamError(data as unknown as ErrorData);
      expect(error.reason).toBe(reason);
      expect(error.detail).not.toContain('secret');
    });
});

describe('createTokenPlaceholder', () => {
  const { segment, fill, hide, isIn } = createTokenPlaceholder();

  test('fills in a token and hides it again, also a token that has to be encoded', () => {
    const url = `https://stream.example/${segment}/manifest/video.m3u8?protocol=llhls`;
    for (const token of ['eyJ.eyJ.sig', 'opaque/with+signs=', 'ünicode']) {
      const sent = fill(url, token);
      expect(sent).not.toContain(segment);
      expect(new URL(sent).pathname.split('/')).toHaveLength(4);
      expect(hide(sent, token)).toBe(url);
      expect(hide(`decoded: ${token}`, token)).toBe(`decoded: ${segment}`);
    }
  });

  test('creates another placeholder for each player, so that no playlist can name it', () => {
    expect(isIn(`https://evil.example/${createTokenPlaceholder().segment}/`)).toBe(false);
  });
});

describe('selectEngine', () => {
  const all: EngineLoaders = { hls: never, native: never, iframe: never };
  const can = (hls: boolean, native: boolean) => ({ hls, native, iframe: true });

  test('prefers hls where it works, although the browser plays HLS natively', () => {
    expect(selectEngine('auto', can(true, true), all)).toBe('hls');
    expect(selectEngine('auto', can(false, true), all)).toBe('native');
    expect(selectEngine('auto', can(false, false), all)).toBe('iframe');
  });

  test('returns the engine that the page wants, or null', () => {
    expect(selectEngine('native', can(true, true), all)).toBe('native');
    expect(selectEngine('hls', can(false, true), all)).toBe(null);
  });
});

function never(): never {
  throw new Error('The selection of an engine must not load it.');
}

import { describe, expect, test } from 'vitest';
import type { ErrorData } from 'hls.js';
import { toStreamError } from '../../../src/engines/hls/errors.js';

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

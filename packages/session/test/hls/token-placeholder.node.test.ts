import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createTokenPlaceholder } from '../../src/hls/token-placeholder.js';

describe('createTokenPlaceholder', () => {
  const { segment, fill, hide, isIn } = createTokenPlaceholder('https://stream.example');

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
    expect(isIn(`https://evil.example/${createTokenPlaceholder('https://stream.example').segment}/`)).toBe(false);
  });

  test('needs no secure context', () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) });
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(createTokenPlaceholder('http://phone.example').segment).toMatch(/^token-\d+(-\d+){3}$/);
  });

  test.each([
    'https://other.example',
    'https://stream.example.other.example',
    'http://stream.example',
    'https://stream.example:8443',
  ])('fills no token into a URL of %s', (origin) => {
    const url = `${origin}/${segment}/video/240/seg_1.mp4`;
    expect([fill(url, 'later'), isIn(url)]).toEqual([url, false]);
  });
});

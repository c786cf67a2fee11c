import { describe, expect, test } from 'vitest';
import { resolveSdk } from '../../../src/engines/iframe/sdk-source.js';

const PAGE = { baseUrl: 'https://site.example/lesson/1', origin: 'https://site.example' };
const SERVICE = 'https://embed.cloudflarestream.com/embed/sdk.latest.js';
const INTEGRITY = 'sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC';
const DEFAULTS = { origin: 'https://cloudflarestream.com', sdkSrc: undefined };

/** `attributes` are those of the element. A page that sets `sdkSrc` as a property has none. */
const resolve = (settings: { origin?: string; sdkSrc?: string }, attributes: Record<string, string> = {}) =>
  resolveSdk({ ...DEFAULTS, ...settings }, { getAttribute: (name) => attributes[name] ?? null }, PAGE);
const rejection = (...settings: Parameters<typeof resolve>) => {
  try {
    return resolve(...settings).url;
  } catch (error) {
    return (error as { reason?: string }).reason;
  }
};

describe('the SDK of the iframe engine', () => {
  test.each([
    ['https://cloudflarestream.com', SERVICE],
    ['https://customer-abc.cloudflarestream.com', SERVICE],
    // A host of somebody else must not get to run a script in the page.
    ['https://video.example.com', SERVICE],
    ['https://embed.cloudflarestream.com.evil.example', SERVICE],
    ['http://localhost:8788', 'http://localhost:8788/embed/sdk.latest.js'],
    ['https://site.example', 'https://site.example/embed/sdk.latest.js'],
  ])('of videos of %s is by default %s', (origin, url) => {
    expect(resolve({ origin }).url).toBe(url);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/javascript,alert(1)',
    'blob:https://site.example/1',
    'http://cdn.example/sdk.js',
    'https://user:password@cdn.example/sdk.js',
    'https://',
    'file:///sdk.js',
  ])('is never loaded from %s', (sdkSrc) => {
    expect(rejection({ sdkSrc })).toBe('config');
    expect(rejection({ sdkSrc }, { 'sdk-src': sdkSrc, 'sdk-integrity': INTEGRITY })).toBe('config');
  });

  test('is loaded from another host with an integrity, or when a script of the page has set it', () => {
    const sdkSrc = 'https://cdn.example/sdk.js';
    expect(rejection({ sdkSrc }, { 'sdk-src': sdkSrc })).toBe('config');
    expect(rejection({ sdkSrc }, { 'sdk-src': sdkSrc, 'sdk-integrity': '' })).toBe('config');
    expect(resolve({ sdkSrc })).toEqual({ url: sdkSrc, integrity: undefined });
    expect(resolve({ sdkSrc }, { 'sdk-src': '/other.js' })).toEqual({ url: sdkSrc, integrity: undefined });
    const attributes = { 'sdk-src': sdkSrc, 'sdk-integrity': INTEGRITY };
    expect(resolve({ sdkSrc }, attributes)).toEqual({ url: sdkSrc, integrity: INTEGRITY });
  });

  test("is not the page's own because a <base> names another host", () => {
    const page = { ...PAGE, baseUrl: 'https://evil.example/' };
    const getAttribute = (name: string) => (name === 'sdk-src' ? '/sdk.js' : null);
    expect(() => resolveSdk({ ...DEFAULTS, sdkSrc: '/sdk.js' }, { getAttribute }, page)).toThrow('sdk-integrity');
  });

  test.each([
    ['/sdk.js', 'https://site.example/sdk.js'],
    [SERVICE, SERVICE],
    ['http://localhost:8788/sdk.js', 'http://localhost:8788/sdk.js'],
  ])('is loaded from %s without an integrity', (sdkSrc, url) => {
    expect(resolve({ sdkSrc }, { 'sdk-src': sdkSrc }).url).toBe(url);
  });
});

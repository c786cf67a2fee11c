import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isPathId,
  isVideoId,
  manifestUrl,
  parseEmbedQuery,
  parseSecureUrl,
  parseStreamUrl,
  parseViewingRefusal,
  resolveOrigin,
} from '@secure-stream/protocol';
import { FUZZ } from '@secure-stream/test-server/fuzz';

const hostile = fc.constantFrom(
  'javascript:alert(1)',
  'data:text/html,x',
  'https://user:password@host',
  'http://localhost@evil.example',
  'http://127.0.0.1.evil.example',
  'https:\\\\host',
  '//host',
  '..',
  '%2e%2e',
  'a'.repeat(32),
  'A'.repeat(32) + '\n',
);
const text = fc.oneof(
  hostile,
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.webUrl({ validSchemes: ['http', 'https', 'ftp', 'ws', 'javascript'] }),
  fc
    .tuple(
      fc.constantFrom('http://', 'https://', 'HTTP:'),
      fc.constantFrom('localhost', '127.0.0.1', '[::1]', 'x.localhost', 'u@localhost', '2130706433', '127.1'),
      fc.string({ maxLength: 8 }),
    ) // prettier-ignore
    .map((parts) => parts.join('')),
);

test('a stream origin is accepted only if the URL parser finds https or a loopback host, and no credentials', () => {
  fc.assert(
    fc.property(text, (streamOrigin) => {
      const url = URL.canParse(streamOrigin) ? new URL(streamOrigin) : null;
      const isLoopback = url !== null && /^(.+\.)?localhost$|^127(\.\d+){3}$|^\[::1\]$/.test(url.hostname);
      const isSafe =
        url !== null &&
        url.username + url.password === '' &&
        (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback));
      expect(parseSecureUrl(streamOrigin)?.href ?? null).toBe(isSafe ? url.href : null);
      if (streamOrigin) expect(resolveOrigin({ streamOrigin })).toBe(isSafe ? url.origin : null);
    }),
    FUZZ,
  );
});

test('a customer code never leads to a host outside of the service', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.stringMatching(/^[a-z\d.@/:-]{1,20}$/)), (customerCode) => {
      const origin = resolveOrigin({ customerCode });
      if (origin !== null) expect(new URL(origin).hostname).toMatch(/^(customer-[a-z\d]+\.)?cloudflarestream\.com$/);
    }),
    FUZZ,
  );
});

test('an id never changes the path, the host or the query of a URL', () => {
  const origin = 'https://cloudflarestream.com';
  fc.assert(
    fc.property(fc.oneof(text, fc.stringMatching(/^[\w.~=+/-]{1,40}$/)), (id) => {
      if (isVideoId(id)) expect(id).toMatch(/^[\da-f]{32}$/i);
      if (!isPathId(id)) return;
      const url = new URL(manifestUrl({ origin, id }));
      expect([url.origin, url.search, url.hash]).toEqual([origin, '', '']);
      expect(url.pathname.split('/').slice(2)).toEqual(['manifest', 'video.m3u8']);
      expect(parseStreamUrl(url.href)).toMatchObject({ origin, id });
    }),
    FUZZ,
  );
});

test('no URL, query or refusal makes a parser throw', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.json(), fc.webUrl({ withQueryParameters: true })), (value) => {
      parseStreamUrl(value);
      parseViewingRefusal(value);
      parseEmbedQuery(new URLSearchParams(value));
    }),
    FUZZ,
  );
});

import { describe, expect, test } from 'vitest';
import { normalizePrefix, stripPrefix } from '../../src/hosts/path-prefix.js';

test.each([
  ['/', ''],
  ['/stream/', '/stream'],
  ['/a/b', '/a/b'],
])('normalizes %s to %j', (path, prefix) => {
  expect(normalizePrefix(path)).toBe(prefix);
});

describe('stripPrefix', () => {
  const strip = (path: string, prefix: string) =>
    stripPrefix(new Request(`https://site.example${path}`), prefix)?.url ?? null;

  test('removes the prefix from the path, and keeps the query', () => {
    expect(strip('/stream/id/iframe?muted', '/stream')).toBe('https://site.example/id/iframe?muted');
    expect(strip('/id/iframe', '')).toBe('https://site.example/id/iframe');
  });

  test('returns null for a path without the prefix', () => {
    for (const path of ['/other/id', '/streams/id', '/stream']) expect(strip(path, '/stream')).toBe(null);
  });

  test('keeps method, headers and body', async () => {
    const request = new Request('https://site.example/stream/x', { method: 'POST', headers: { Range: 'bytes=0-' }, body: 'text' }); // prettier-ignore
    const stripped = stripPrefix(request, '/stream')!;
    expect([stripped.method, stripped.headers.get('Range'), await stripped.text()]).toEqual([
      'POST',
      'bytes=0-',
      'text',
    ]);
  });
});

// @browsers all: the parser of the browser reads the attributes
import { expect } from '@secure-stream/test-server/expect';
import fc from 'fast-check';
import { isVideoId, resolveOrigin } from '@secure-stream/protocol';
import { SecureStreamElement } from '@secure-stream/element';
import '@secure-stream/element/define';

const HOSTILE_VALUES = [
  '"><img src=x onerror="globalThis.pwned=1">',
  'javascript:globalThis.pwned=1',
  "';globalThis.pwned=1;//",
  '<script>globalThis.pwned=1</script>',
  '//evil.example',
  'https://evil.example@good.example',
  '../../..',
  'data:text/html,<script>globalThis.pwned=1</script>',
  '\u0000',
  '%00%0d%0aX: y',
  '}:host{background:url(//evil.example)}',
  'x'.repeat(10_000),
];

const value = fc.oneof(fc.constantFrom(...HOSTILE_VALUES), fc.string({ unit: 'binary', maxLength: 60 }), fc.webUrl());
// The poster is a URL of the page, and is requested.
const names = SecureStreamElement.observedAttributes.filter((name) => name !== 'poster');
const KNOWN = ['DIV', 'SLOT', 'VIDEO', 'TRACK', 'SPAN', 'P', 'BUTTON', 'svg', 'path', 'circle'];

suite('hostile attribute values', () => {
  teardown(() => document.body.replaceChildren());

  test('create no markup, script or handler', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1, maxKeys: 8 }),
        async (attributes) => {
          const element = document.createElement('secure-stream');
          element.tokenProvider = () => new Promise(() => {});
          for (const [name, text] of Object.entries(attributes)) element.setAttribute(name, text);
          // This engine requests nothing without a token.
          element.setAttribute('engine', 'hls');
          document.body.append(element);
          await element.updateComplete;
          const inside = [...element.shadowRoot!.querySelectorAll('*')];
          expect(inside.map(({ tagName }) => tagName).filter((name) => !KNOWN.includes(name))).toStrictEqual([]);
          for (const { name, value } of inside.flatMap((one) => [...one.attributes])) {
            expect(name).not.toMatch(/^on/);
            expect(value).not.toMatch(/^\s*(javascript|data):/i);
          }
          element.remove();
        },
      ),
      { numRuns: 300 },
    );
    expect(Reflect.get(globalThis, 'pwned')).toBe(undefined);
  });

  test('lead to the origin of resolveOrigin, or to none', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.option(value),
        fc.option(value),
        fc.oneof(value, fc.constant('a'.repeat(32))),
        async (code, origin, id) => {
          const element = document.createElement('secure-stream');
          element.preload = 'none';
          element.tokenEndpoint = '/token';
          if (code !== null) element.setAttribute('customer-code', code);
          if (origin !== null) element.setAttribute('stream-origin', origin);
          element.setAttribute('video-id', id);
          document.body.append(element);
          await element.updateComplete;
          const expected = isVideoId(id)
            ? resolveOrigin({ customerCode: code ?? undefined, streamOrigin: origin ?? undefined })
            : null;
          expect(element.currentSrc).toBe(expected ? `${expected}/${id}/manifest/video.m3u8` : '');
          element.remove();
        },
      ),
      { numRuns: 300 },
    );
  });

  test('do not keep a token in the page', async () => {
    document.body.append(
      document.createRange().createContextualFragment('<secure-stream token="secret-token-1"></secure-stream>'),
    );
    const element = document.querySelector('secure-stream')!;
    expect(element.hasAttribute('token')).toBe(false);
    expect(element.token).toBe('secret-token-1');
    await element.updateComplete;
    expect(document.body.innerHTML).not.toContain('secret-token-1');
  });

  test('become numbers for width and height', async () => {
    const element = document.createElement('secure-stream');
    element.setAttribute('width', '10px;background:url(//evil.example)');
    document.body.append(element);
    await element.updateComplete;
    expect(element.getBoundingClientRect().width).toBe(10);
    expect(getComputedStyle(element).backgroundImage).toBe('none');
  });
});

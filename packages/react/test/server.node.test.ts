import { SecureStream } from '@secure-stream/react';
import { LazySecureStream } from '@secure-stream/react/lazy';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';

const props = { videoId: 'ab'.repeat(16), token: 'eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl', className: 'player' };

test('renders the tag with its size and without the token', () => {
  const html = renderToString(createElement(SecureStream, props, createElement('img', { slot: 'poster', alt: '' })));
  expect(html).toContain('<secure-stream class="player">');
  expect(html).toContain('slot="poster"');
  expect(html).toContain('aspect-ratio:16/9');
  expect(html).not.toContain(props.token);
});

test('renders the placeholder of a lazy player', () => {
  const html = renderToString(createElement(LazySecureStream, { ...props, placeholder: 'Soon' }));
  expect(html).toBe('<div class="player" style="aspect-ratio:16 / 9">Soon</div>');
});

import { SecureStream } from '@secure-stream/react';
import { LazySecureStream } from '@secure-stream/react/lazy';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';

const film = { videoId: 'ab'.repeat(16), token: 'eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl', className: 'film' };

test('renders the tag with its size and without the token', () => {
  const html = renderToString(createElement(SecureStream, film, createElement('img', { slot: 'poster', alt: '' })));
  expect(html).toContain('<secure-stream class="film">');
  expect(html).toContain('slot="poster"');
  expect(html).toContain('aspect-ratio:16/9');
  expect(html).not.toContain(film.token);
});

test('renders the placeholder of a lazy player', () => {
  const html = renderToString(createElement(LazySecureStream, { ...film, placeholder: 'Soon' }));
  expect(html).toBe('<div class="film" style="aspect-ratio:16 / 9">Soon</div>');
});

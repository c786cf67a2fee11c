import { SecureStream, type SecureStreamProps } from '@secure-stream/react';
import { LazySecureStream } from '@secure-stream/react/lazy';
import { SecureStreamPlayer } from '@secure-stream/react/player';
import { SecureStreamTranscript } from '@secure-stream/react/transcript';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { describe, expect, test } from 'vitest';

const videoId = 'ab'.repeat(16);
const token = 'eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl';

/** The start tag that the server renders. */
const tagOf = (props: SecureStreamProps): string =>
  /<secure-stream[^>]*>/.exec(renderToString(createElement(SecureStream, props)))?.[0] ?? '';

describe('server rendering of SecureStream', () => {
  test('renders the settings as attributes', () => {
    expect(tagOf({ videoId, customerCode: 'abc', controls: true, muted: true, playsInline: true, startTime: 0 })).toBe(
      `<secure-stream video-id="${videoId}" customer-code="abc" controls="" playsinline="" start-time="0" muted="">`,
    );
    expect(tagOf({ renewBefore: 30, crossOrigin: '', preload: 'none' })).toBe(
      '<secure-stream renew-before="30" crossorigin="" preload="none">',
    );
  });

  test('renders no attribute for a setting that is off or absent', () => {
    expect(tagOf({ controls: false, loop: false, live: false, videoId: undefined })).toBe('<secure-stream>');
  });

  test('renders the attributes of every HTML element as they are', () => {
    const props = { className: 'player', id: 'main', 'data-kind': 'film', 'aria-label': 'Film', lang: 'de' };
    expect(tagOf(props)).toBe('<secure-stream class="player" id="main" data-kind="film" aria-label="Film" lang="de">');
  });

  test('renders neither the token nor what requests one before hydration', () => {
    const html = tagOf({
      token,
      tokenEndpoint: '/api/stream-token',
      tokenProvider: () => Promise.resolve(token),
      tokenRequest: { headers: { authorization: token } },
      hlsConfig: {},
      onPlay: () => {},
    });
    expect(html).toBe('<secure-stream>');
  });

  test('reserves the space, and shows size and poster before the class is defined', () => {
    const html = renderToString(createElement(SecureStream, { poster: '/a "b".jpg', width: 640, height: 360 }));
    expect(html).toContain('aspect-ratio:16/9');
    expect(html).toContain('poster="/a &quot;b&quot;.jpg" width="640" height="360"');
    expect(html).toContain('--_poster:url(&quot;/a \\&quot;b\\&quot;.jpg&quot;);--_width:640px;--_height:360px');
    expect(tagOf({ poster: 'none' })).toBe('<secure-stream poster="none">');
  });

  test('leaves the poster of a lazy player to the element', () => {
    expect(tagOf({ loading: 'lazy', poster: '/a.jpg' })).toBe('<secure-stream loading="lazy" poster="/a.jpg">');
  });

  test('keeps the style and the children of the page', () => {
    const poster = createElement('img', { slot: 'poster', alt: '' });
    const html = renderToString(createElement(SecureStream, { style: { maxWidth: 600 }, width: 640 }, poster));
    expect(html).toContain('style="max-width:600px;--_width:640px"');
    expect(html).toContain('slot="poster"');
  });

  test('renders the tag of SecureStreamPlayer in the same way, with its space', () => {
    const html = renderToString(createElement(SecureStreamPlayer, { videoId, token, tokenEndpoint: '/t', width: 640 }));
    expect(html).toContain(`<secure-stream-player style="--_width:640px" video-id="${videoId}" width="640">`);
    expect(html).toMatch(/:where\(:is\([^)]*secure-stream-player\):not\(:defined\)\)\{[^}]*aspect-ratio:16\/9/);
    expect(html).not.toMatch(/token/);
  });

  test("renders the player's own settings as attributes, and no store", () => {
    const resumeStore = { get: () => undefined, set: () => {}, delete: () => {} };
    const props = { resume: 'ask', timeFragment: true, loopStart: 20, noRemember: true, resumeStore } as const;
    expect(renderToString(createElement(SecureStreamPlayer, props))).toContain(
      '<secure-stream-player resume="ask" time-fragment="" loop-start="20" no-remember="">',
    );
  });

  test("renders the next video's settings as attributes, and no handler", () => {
    const props = { nextVideoId: videoId, nextVideoTitle: 'Lecture 2', onNextVideo: () => {} };
    expect(renderToString(createElement(SecureStreamPlayer, props))).toContain(
      `<secure-stream-player next-video-id="${videoId}" next-video-title="Lecture 2">`,
    );
  });

  test('renders the tag of SecureStreamTranscript with its space, and no player', () => {
    const html = renderToString(
      createElement(SecureStreamTranscript, { htmlFor: 'lecture', srclang: 'de', media: null }),
    );
    expect(html).toContain('<secure-stream-transcript srclang="de" for="lecture">');
    expect(html).toContain(':where(secure-stream-transcript:not(:defined)){display:block;block-size:24rem}');
  });

  test('renders the placeholder of a lazy player', () => {
    const props = { videoId, token, className: 'player', placeholder: 'Soon' };
    const html = renderToString(createElement(LazySecureStream, props));
    expect(html).toBe('<div class="player" style="aspect-ratio:16 / 9">Soon</div>');
  });
});

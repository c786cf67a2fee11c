import { expect } from '@secure-stream/test-server/expect';
import { waitUntil, waitUntilStable } from '@secure-stream/test-server/wait';
import { sendKeys } from '@web/test-runner-commands';
import '@secure-stream/element/player';
import { findViolations } from '../support/axe.js';
import { click, findVisible } from '../support/shadow-dom.js';
import { CUE_COUNT, openTranscript, type OpenTranscript } from '../support/transcript.js';

suite('a reader of <secure-stream-transcript>', () => {
  let page: OpenTranscript;

  setup(async () => {
    page = await openTranscript({ engine: 'hls' });
    await page.hasAllCues();
  });
  teardown(() => {
    document.documentElement.style.colorScheme = '';
    document.body.replaceChildren();
  });

  const type = async (text: string) => {
    page.findSearch().focus();
    await sendKeys({ type: text });
  };
  const listMarks = () => [...page.transcript.shadowRoot!.querySelectorAll('mark')].map((mark) => mark.textContent);
  const selectedIndex = () => page.listCues().findIndex((cue) => cue.hasAttribute('data-selected'));
  const isInView = (index: number) => {
    const [list, cue] = [page.findPart('list')!, page.listCues()[index]!].map((node) => node.getBoundingClientRect());
    return cue!.top >= list!.top - 1 && cue!.bottom <= list!.bottom + 1;
  };

  test('moves with the arrow keys, Home and End, and seeks with Enter and the space bar', async () => {
    page.findSearch().focus();
    await sendKeys({ press: 'Tab' });
    await waitUntil(() => page.focusedIndex() === 0, 'the focus in the list');
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp']) await sendKeys({ press: key });
    expect(page.focusedIndex()).toBe(1);
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => page.player.currentTime === 4 && page.currentIndex() === 1, 'the seek');
    await sendKeys({ press: 'End' });
    expect(page.focusedIndex()).toBe(CUE_COUNT - 1);
    expect(isInView(CUE_COUNT - 1)).toBe(true);
    await sendKeys({ press: 'ArrowDown' });
    expect(page.focusedIndex()).toBe(CUE_COUNT - 1);
    await sendKeys({ press: 'Home' });
    expect(page.focusedIndex()).toBe(0);
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: ' ' });
    await waitUntil(() => page.player.currentTime === 4, 'the seek by the space bar');
    // One stop for the Tab key.
    expect(page.listCues().filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
    expect(page.player.paused).toBe(true);
  });

  test('finds lines, goes from one to the next and back, and clears the search', async () => {
    await type('NÖTE 1');
    await waitUntil(() => page.readStatus() === 'Match 1 of 11', 'the count');
    expect(listMarks()).toStrictEqual(Array<string>(11).fill('Note 1'));
    expect(selectedIndex()).toBe(0);
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => page.readStatus() === 'Match 2 of 11' && selectedIndex() === 9, 'the second match');
    await waitUntil(() => isInView(9), 'the second match in view');
    for (let count = 0; count < 2; count += 1)
      page.findSearch().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true }));
    await waitUntil(() => page.readStatus() === 'Match 11 of 11' && selectedIndex() === 18, 'the last match');
    // The next stop of the Tab key is the match.
    await sendKeys({ press: 'Tab' });
    expect(page.focusedIndex()).toBe(18);
    await type('x');
    await waitUntil(() => page.readStatus() === 'No matches', 'no match');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => page.readStatus() === '' && listMarks().length === 0, 'the end of the search');
    expect(page.findSearch().value).toBe('');
  });

  test('scrolls freely, and goes back to the position of playback', async () => {
    page.player.currentTime = 80;
    const list = page.findPart('list')!;
    await waitUntil(() => page.currentIndex() === 20 && isInView(20), 'the line of playback');
    expect(findVisible(document, '[part=follow]')).toBe(undefined);
    await waitUntilStable(() => list.scrollTop, 20);
    page.listCues()[20]!.dispatchEvent(new WheelEvent('wheel', { bubbles: true }));
    list.scrollTo({ top: 0, behavior: 'instant' });
    page.player.currentTime = 84;
    await waitUntil(() => page.currentIndex() === 21, 'the next line');
    expect(list.scrollTop).toBe(0);
    await click(document, '[part=follow]');
    await waitUntil(() => isInView(21), 'the line of playback again');
    expect(page.focusedIndex()).toBe(21);
    expect(page.findPart('follow')).toBe(null);
  });

  test('reads it in the language of the page, from right to left too', async () => {
    page.transcript.lang = 'ar';
    await waitUntil(() => page.findSearch().placeholder === 'البحث في النص', 'the Arabic texts');
    expect(getComputedStyle(page.findPart('list')!).direction).toBe('rtl');
    // The cues are still English.
    expect(page.findPart('text')!.getAttribute('lang')).toBe('en');
    page.transcript.lang = 'de-CH';
    await waitUntil(() => page.findSearch().placeholder === 'Transkript durchsuchen', 'the German texts');
    await waitUntil(() => page.listTexts()[0]?.startsWith('Ton 1'), 'the German captions');
  });

  for (const scheme of ['light', 'dark'])
    test(`has no violation of WCAG 2.2 AA in ${scheme} colours`, async () => {
      document.documentElement.style.colorScheme = scheme;
      expect(await findViolations(page.transcript)).toStrictEqual([]);
      await type('note 1');
      await waitUntil(() => listMarks().length === 11);
      page.player.currentTime = 4;
      await waitUntil(() => page.currentIndex() === 1 && page.findPart('follow'), 'the button');
      expect(await findViolations(page.transcript)).toStrictEqual([]);
      page.player.remove();
      await waitUntil(() => page.listCues().length === 0, 'no player');
      expect(await findViolations(page.transcript)).toStrictEqual([]);
    });
});

suite('<secure-stream-transcript> beside <secure-stream-player>', () => {
  teardown(() => document.body.replaceChildren());

  test('does not count as a choice of captions', async () => {
    const element = document.createElement('secure-stream-player');
    const page = await openTranscript({ engine: 'hls' }, undefined, {}, element);
    await page.hasAllCues();
    element.focus();
    // The code that remembers loads on demand.
    await waitUntil(async () => {
      await sendKeys({ press: 'ArrowDown' });
      return localStorage.getItem('secure-stream:settings');
    }, 'the settings');
    expect(JSON.parse(localStorage.getItem('secure-stream:settings')!)).not.toHaveProperty('captions');
    expect(page.listModes()).toStrictEqual({ en: 'hidden', de: 'disabled' });
    // The order of media-chrome is another one in Firefox.
    const shown = () =>
      [...element.textTracks].find(({ kind, mode }) => kind !== 'metadata' && mode === 'showing')?.language;
    await sendKeys({ press: 'c' });
    await waitUntil(shown, 'captions');
    const language = shown()!;
    await sendKeys({ press: 'c' });
    await waitUntil(() => page.listModes()[language] === 'hidden', 'no captions');
    expect(shown()).toBe(undefined);
    await page.hasAllCues();
  });
});

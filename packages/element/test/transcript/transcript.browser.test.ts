import { expect } from '@secure-stream/test-server/expect';
import { nextFrames, playFor, waitUntil } from '@secure-stream/test-server/wait';
import { sendKeys } from '@web/test-runner-commands';
import { testServer } from '@secure-stream/test-server/client';
import { HANDOVER_S, renewToken, startPlaying } from '../support/mount.js';
import { click } from '../support/shadow-dom.js';
import { testExcept, NATIVE_HLS_ONLY } from '../support/test-except.js';
import { CUE_COUNT, openTranscript, type OpenTranscript } from '../support/transcript.js';

suite('<secure-stream-transcript>', () => {
  let page: OpenTranscript;
  const { now } = performance;
  teardown(() => {
    performance.now = now;
    document.body.replaceChildren();
  });

  suite('in the hls engine', () => {
    test('lists the captions in order, and shows none of them over the picture', async () => {
      page = await openTranscript({ engine: 'hls' });
      await page.hasAllCues();
      expect(page.listTexts()).toStrictEqual(
        Array.from({ length: CUE_COUNT }, (_, index) => `Note ${index + 1} of 24, from second ${index * 4} on.`),
      );
      expect(page.listModes()).toStrictEqual({ en: 'hidden', de: 'disabled' });
      expect(page.findPart('time')!.textContent).toBe('0:00');
    });

    test('follows playback, seeks on a click, and does not play or pause', async () => {
      page = await openTranscript({ engine: 'hls' });
      await page.hasAllCues();
      await click(document, 'li:nth-child(3) > button');
      await waitUntil(() => page.player.currentTime === 8 && page.currentIndex() === 2, 'the third line');
      expect(page.player.paused).toBe(true);
      await page.player.play();
      await waitUntil(() => page.currentIndex() === 3, 'the next line');
      await click(document, 'li:nth-child(2) > button');
      await waitUntil(() => page.currentIndex() === 1 && page.player.currentTime >= 4, 'the second line');
      expect(page.player.paused).toBe(false);
    });

    test('scrolls only itself to the position of playback', async () => {
      page = await openTranscript({ engine: 'hls' });
      await page.hasAllCues();
      page.transcript.style.marginBlock = '200vh';
      page.player.currentTime = 80;
      const list = page.findPart('list')!;
      await waitUntil(() => page.currentIndex() === 20 && list.scrollTop > 0, 'the list to scroll');
      expect(document.scrollingElement!.scrollTop).toBe(0);
    });

    test('shows chapters as headings, and saves the lines with `download`', async () => {
      page = await openTranscript({ engine: 'hls' });
      const chapters = 'WEBVTT\n\n00:00.000 --> 00:08.000\nOne\n\n00:08.000 --> 01:36.000\nTwo\n';
      const track = Object.assign(document.createElement('track'), { kind: 'chapters', default: true });
      track.src = `data:text/vtt,${encodeURIComponent(chapters)}`;
      page.player.append(track);
      await page.hasAllCues();
      const listHeadings = () => [...page.transcript.shadowRoot!.querySelectorAll('h3')];
      await waitUntil(() => listHeadings().length === 2, 'the headings');
      expect(listHeadings().map((heading) => heading.parentElement!.innerText.split(/\s*\n\s*/).slice(0, 2))).toEqual([
        ['One', '0:00'],
        ['Two', '0:08'],
      ]);
      expect(page.findPart('download')).toBe(null);
      page.transcript.download = '';
      await page.transcript.updateComplete;
      const saved: HTMLAnchorElement[] = [];
      const anchors = HTMLAnchorElement.prototype;
      anchors.click = function (this: HTMLAnchorElement) {
        saved.push(this);
      };
      page.findPart('download')!.click();
      // The inherited one again.
      Reflect.deleteProperty(anchors, 'click');
      expect(saved.map(({ download }) => download)).toEqual(['Transcript.txt']);
      const lines = (await (await fetch(saved[0]!.href)).text()).split('\n');
      expect(lines.slice(0, 6)).toEqual([
        'One',
        '0:00 Note 1 of 24, from second 0 on.',
        '0:04 Note 2 of 24, from second 4 on.',
        '',
        'Two',
        '0:08 Note 3 of 24, from second 8 on.',
      ]);
      expect(lines).toHaveLength(24 + 3 + 1);
    });

    test('keeps its lines and the focus across a renewal of the token', async () => {
      page = await openTranscript({ engine: 'hls' });
      await page.hasAllCues();
      const lines = page.listCues();
      lines[5]!.focus();
      await startPlaying(page.player);
      await renewToken(page.player);
      await playFor(page.player, 1);
      expect(page.listCues()).toStrictEqual(lines);
      expect(page.focusedIndex()).toBe(5);
    });

    test('shows the language that the viewer sees, and stays in it when captions are turned off', async () => {
      page = await openTranscript({ engine: 'hls' });
      await page.hasAllCues();
      const german = [...page.player.textTracks].find(({ language }) => language === 'de')!;
      german.mode = 'showing';
      await waitUntil(() => page.listTexts()[0]?.startsWith('Ton 1'), 'the German lines');
      await page.hasAllCues();
      await waitUntil(() => page.listModes()['en'] === 'disabled');
      expect(page.listModes()).toStrictEqual({ en: 'disabled', de: 'showing' });
      german.mode = 'disabled';
      await waitUntil(() => german.mode === 'hidden');
      await startPlaying(page.player);
      expect(page.listModes()).toStrictEqual({ en: 'disabled', de: 'hidden' });
      expect(page.listTexts()[0]).toMatch(/^Ton 1/);
    });

    test('does not keep `default-text-track` from showing captions, and follows it', async () => {
      page = await openTranscript({ engine: 'hls', defaultTextTrack: 'de' });
      await waitUntil(() => page.listTexts()[0]?.startsWith('Ton 1'), 'the German lines');
      await startPlaying(page.player);
      expect(page.listModes()).toStrictEqual({ en: 'disabled', de: 'showing' });
    });

    test('leaves the captions of the viewer alone when another language is asked for', async () => {
      page = await openTranscript({ engine: 'hls' });
      await page.hasAllCues();
      const english = [...page.player.textTracks].find(({ language }) => language === 'en')!;
      english.mode = 'showing';
      page.transcript.srclang = 'de';
      await page.transcript.updateComplete;
      await startPlaying(page.player);
      await playFor(page.player, 2);
      // hls.js loads one language at a time.
      expect(page.listModes()).toStrictEqual({ en: 'showing', de: 'disabled' });
      english.mode = 'disabled';
      await waitUntil(() => page.listTexts()[0]?.startsWith('Ton 1'), 'the German lines');
    });

    test('disables the track again when it is removed, and reads it again when it is back', async () => {
      page = await openTranscript({ engine: 'hls' });
      await page.hasAllCues();
      page.transcript.remove();
      expect(page.listModes()).toStrictEqual({ en: 'disabled', de: 'disabled' });
      document.body.append(page.transcript);
      expect(page.listModes()).toStrictEqual({ en: 'hidden', de: 'disabled' });
      await page.hasAllCues();
    });

    test('leaves captions on that the viewer turns on meanwhile', async () => {
      page = await openTranscript({ engine: 'hls' });
      await page.hasAllCues();
      const english = [...page.player.textTracks].find(({ language }) => language === 'en')!;
      english.mode = 'showing';
      page.transcript.remove();
      expect(english.mode).toBe('showing');
    });

    test('follows a change of the video', async () => {
      page = await openTranscript({ engine: 'hls' });
      await page.hasAllCues();
      const { videoId } = page.player;
      page.player.videoId = 'f'.repeat(32);
      await waitUntil(() => page.readStatus() === 'There is no transcript of this video.', 'no transcript');
      expect(page.listCues()).toHaveLength(0);
      page.player.videoId = videoId;
      await page.hasAllCues();
    });

    for (const target of ['media-playlist', 'caption'] as const)
      test(`says that there is no transcript when the ${target} fails, and playback goes on`, async () => {
        page = await openTranscript({ engine: 'hls' }, () =>
          testServer.failOnly({ target, only: 'text', status: 404 }),
        );
        await startPlaying(page.player);
        await playFor(page.player, 1);
        expect(page.readStatus()).not.toBe('There is no transcript of this video.');
        // The transcript waits for 15 s.
        performance.now = () => now.call(performance) + 15_000;
        await waitUntil(() => page.readStatus() === 'There is no transcript of this video.', 'no transcript');
        await playFor(page.player, 0.3);
        expect(page.player.error).toBe(null);
      });
  });

  testExcept(NATIVE_HLS_ONLY, 'keeps its lines across a renewal in the native engine', async () => {
    page = await openTranscript({ engine: 'native' }, () => testServer.setTokenLifetime(25));
    page.addTrack(['one', 'two', 'three']);
    await waitUntil(() => page.listCues().length === 3, 'the lines');
    await startPlaying(page.player);
    const lines = page.listCues();
    const video = () => page.player.shadowRoot!.querySelector('video:not([inert])');
    const before = video();
    await renewToken(page.player);
    await waitUntil(() => video() !== before, 'the hand-over', HANDOVER_S);
    await playFor(page.player, 1);
    expect(page.listCues()).toStrictEqual(lines);
    expect(page.player.textTracks[0]!.mode).toBe('hidden');
    await waitUntil(() => page.currentIndex() >= 0);
  });

  test('says that there is no transcript in the iframe engine, which reports no captions', async () => {
    page = await openTranscript({ engine: 'iframe' });
    await startPlaying(page.player);
    await waitUntil(() => page.readStatus() === 'There is no transcript of this video.', 'no transcript');
  });

  test('finds a player that comes later, and another in its place', async () => {
    page = await openTranscript({ engine: 'hls' });
    await page.hasAllCues();
    page.player.remove();
    await waitUntil(() => page.readStatus() === 'There is no video here yet.', 'no player');
    const video = Object.assign(document.createElement('video'), { id: 'player' });
    const track = video.addTextTrack('captions', 'own', 'en');
    track.addCue(new VTTCue(0, 1, 'Hello'));
    track.mode = 'disabled';
    document.body.append(video);
    await waitUntil(() => page.listTexts().join() === 'Hello', 'its line');
    page.transcript.htmlFor = 'nobody';
    await waitUntil(() => page.listCues().length === 0);
    expect(track.mode).toBe('disabled');
    page.transcript.media = video;
    await waitUntil(() => page.listTexts().join() === 'Hello', 'the line of the property');
  });

  test('loses neither focus nor scroll position while cues arrive, and lists none twice', async () => {
    page = await openTranscript({ engine: 'hls' });
    const video = document.createElement('video');
    const track = video.addTextTrack('captions', '', 'en');
    page.transcript.media = video;
    const add = (from: number, to: number) => {
      for (let at = from; at < to; at += 1)
        track.addCue(new VTTCue(at * 2, at * 2 + 2, `<v Bob>line <i>${at}</i></v>`));
    };
    track.mode = 'hidden';
    add(40, 80);
    await waitUntil(() => page.listCues().length === 40);
    const list = page.findPart('list')!;
    page.listCues()[20]!.focus();
    await sendKeys({ press: 'ArrowDown' });
    const focused = page.listCues()[21]!;
    const place = () => Math.round(focused.getBoundingClientRect().top);
    const before = place();
    add(0, 40);
    await waitUntil(() => page.listCues().length === 80);
    add(0, 10);
    await nextFrames(40);
    expect(page.listTexts()).toStrictEqual(Array.from({ length: 80 }, (_, index) => `line ${index}`));
    expect(page.focusedIndex()).toBe(61);
    expect(Math.abs(place() - before)).toBeLessThan(2);
    expect(list.scrollTop).toBeGreaterThan(0);
  });
});

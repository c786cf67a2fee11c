import { expect, test } from 'vitest';
import type { MediaPort } from '../../src/media/media-port.js';
import { PlayRequests } from '../../src/playback/play-requests.js';

/** Rejects the first calls of `play()`, as each load of a source does. */
function createMedia(interruptions: number) {
  const media = {
    paused: false,
    playbackRate: 1,
    calls: 0,
    async play() {
      media.calls += 1;
      if (media.calls <= interruptions) throw new DOMException('A load interrupted play().', 'AbortError');
    },
  };
  return media;
}

const SOURCE = {};

test('play() is called again for each load that interrupts it', async () => {
  const media = createMedia(3);
  await new PlayRequests(() => media as unknown as MediaPort).add(() => SOURCE);
  expect(media.calls).toBe(4);
});

test('play() is not called again once the viewer has paused', async () => {
  const media = createMedia(3);
  const requests = new PlayRequests(() => media as unknown as MediaPort);
  const played = requests.add(() => SOURCE);
  requests.cancelRepeats();
  await expect(played).rejects.toMatchObject({ name: 'AbortError' });
  expect(media.calls).toBe(1);
});

import type { Frame, Page } from 'puppeteer-core';

/**
 * Counts from now on, in `data-stalls` of the page's player, how often it waits for data. With data ahead it is the decoder that is late, on
 * a machine that is busy with other tests.
 */
export const countStalls = (page: Page | Frame): Promise<void> =>
  page.evaluate(() => {
    const player = document.querySelector('secure-stream');
    if (!player) throw new Error('The page has no player.');
    player.dataset['stalls'] = '0';
    player.addEventListener('waiting', () => {
      const { buffered, currentTime } = player;
      const ends = Array.from({ length: buffered.length }, (_, index) =>
        buffered.start(index) <= currentTime + 0.1 ? buffered.end(index) : 0,
      );
      if (Math.max(0, ...ends) < currentTime + 1)
        player.dataset['stalls'] = String(Number(player.dataset['stalls']) + 1);
    });
  });

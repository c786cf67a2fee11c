import { afterAll, beforeAll, expect, test } from 'vitest';
import { play, startRecipeSite, waitForPosition, type RecipeSite } from './recipe-site.ts';

// The pages of docs/recipes that have most of the code. `more-recipes.e2e.test.ts` plays the others.
let site: RecipeSite;

beforeAll(async () => {
  site = await startRecipeSite();
});
afterAll(() => site?.close());

test('a list of lessons shows what was watched, and plays the lesson that is chosen', async () => {
  const page = await site.open('lesson-list', { progress: {} });
  await play(page);
  await page.waitForFunction(() => document.querySelector('progress')!.value > 0);
  await page.locator('li:nth-child(2) button').click();
  await page.waitForSelector('li:nth-child(2) [aria-current=true]');
  await play(page);
  await waitForPosition(page, 0.5);
  expect(await page.$eval('secure-stream-player', ({ videoId }) => videoId)).toBe(site.nextVideoId);
  // Now the share comes from the server.
  await page.reload();
  await page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) > 0);
  await page.close();
});

test('the next lesson opens when this one was watched', async () => {
  const page = await site.open('locked-lesson', { progress: {} }, (code) => code.replace('0.95', '0.01'));
  const readNext = () => page.$eval('secure-stream-player', ({ nextVideoId }) => nextVideoId);
  expect([await page.$eval('button', ({ disabled }) => disabled), await readNext()]).toEqual([true, '']);
  await play(page);
  await page.waitForSelector('button:enabled');
  expect(await readNext()).toBe(site.nextVideoId);
  await page.locator('button').click();
  await page.waitForFunction(
    (id) => document.querySelector('secure-stream-player')!.currentSrc.includes(id),
    {},
    site.nextVideoId,
  );
  await page.close();
});

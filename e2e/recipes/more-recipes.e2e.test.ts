// @tier all: small pages, whose parts other tests play in every run
import type { QualityReport } from '@secure-stream/element/quality';
import { waitUntil } from '@secure-stream/test-server/wait';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { play, startRecipeSite, waitForPosition, type RecipeSite } from './recipe-site.ts';

let site: RecipeSite;

beforeAll(async () => {
  site = await startRecipeSite();
});
afterAll(() => site?.close());

test('a lesson is completed when enough of it was played', async () => {
  const page = await site.open('completion', {}, (code) => code.replace('0.95', '0.01'));
  await play(page);
  await page.waitForFunction(() => document.querySelector('[role=status]')!.textContent !== '');
  expect(await page.$eval('progress', ({ value }) => value)).toBeGreaterThanOrEqual(0.01);
  await page.close();
});

test('a download needs the permission of the token', async () => {
  const page = await site.open('download');
  await play(page);
  await page.locator('button').click();
  await page.waitForFunction(() => document.querySelector('[role=status]')!.textContent !== '');
  const listDownloads = () => site.testServer.listRequests().filter(({ kind }) => kind === 'download');
  expect(listDownloads()).toEqual([]);
  site.testServer.setRestrictions({ downloadable: true });
  await page.$eval('secure-stream-player', (player) => player.refreshToken());
  await page.locator('button').click();
  await waitUntil(() => listDownloads().some(({ status }) => status === 200), 'the download');
  await page.close();
});

test('renewals and stalls are shown, and sent when the viewer leaves', async () => {
  const page = await site.open('renewals', { tokenLifetime: 4 });
  await play(page);
  await page.waitForFunction(() => Number(document.querySelector<HTMLOutputElement>('[name=renewals]')!.value) >= 1);
  const sent = page.waitForRequest((request) => request.url().endsWith('/api/quality'));
  await page.$eval('secure-stream-player', (player) => player.remove());
  const report = JSON.parse((await sent).postData() ?? '{}') as QualityReport;
  expect(report.renewals).toMatchObject({ failed: 0, gap: 0 });
  expect(report.renewals.count).toBeGreaterThanOrEqual(1);
  expect(report.rebuffering.count).toBe(0);
  await page.close();
});

test('a viewer logs in over the picture', async () => {
  const page = await site.open('login');
  site.testServer.setBehavior('denied');
  await page.reload();
  // `m` mutes and `k` pauses, but not from a field.
  await page.locator('[type=email]').click();
  await page.keyboard.type('mk@site.example');
  await page.locator('[type=password]').fill('secret');
  site.testServer.setBehavior('ok');
  await page.click('form button');
  await waitForPosition(page, 0.5);
  expect(await page.$eval('[type=email]', (field) => (field as HTMLInputElement).value)).toBe('mk@site.example');
  expect(await page.$eval('secure-stream-player', ({ muted }) => muted)).toBe(true);
  await page.close();
});

test('the controls have the colours of the site, in dark and light', async () => {
  const page = await site.open('brand');
  await play(page);
  const surfaceIn = async (value: string) => {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    return page.$eval('secure-stream-player', (player) => {
      const menu = player.shadowRoot!.querySelector('[part~=menu]')!;
      return getComputedStyle(menu).backgroundColor;
    });
  };
  // Menus load when one is opened.
  await page.locator('secure-stream-player >>> [part~=settings-button]').click();
  await page.waitForSelector('secure-stream-player >>> [part~=menu]');
  expect([await surfaceIn('light'), await surfaceIn('dark')]).toEqual(['rgb(255, 247, 237)', 'rgb(28, 25, 23)']);
  await page.close();
});

test('the controls are Arabic', async () => {
  const page = await site.open('arabic');
  await play(page);
  await page.waitForFunction(() =>
    /\p{Script=Arabic}/u.test(
      document
        .querySelector('secure-stream-player')!
        .shadowRoot!.querySelector('[part~=play-button]')
        ?.getAttribute('aria-label') ?? '',
    ),
  );
  await page.close();
});

test('a live event begins by itself for those who wait', async () => {
  const page = await site.open('live-event');
  await page.waitForFunction(() => document.querySelector('[slot=waiting]')!.checkVisibility());
  site.testServer.startLive();
  await waitForPosition(page, 0.5);
  expect(site.testServer.countTokenRequests()).toBe(1);
  await page.close();
});

import { expect, test } from 'vitest';
import { launchChromium, openPage } from '../../scripts/chromium.ts';
import { serveFolder } from '../../scripts/serve-folder.ts';
import { FOLDER } from './built-site.ts';

test('the calculator of costs shows the bill of what a reader types, and asks for what is missing', async () => {
  const server = await serveFolder(FOLDER);
  const browser = await launchChromium();
  try {
    const page = await openPage(browser);
    await page.goto(`${server.url}/guides/cost.html`);
    // What is typed before the page is hydrated would be lost.
    await page.waitForFunction(() =>
      Boolean((document.querySelector('#app') as { __vue_app__?: object })?.__vue_app__),
    );
    const readBill = () => page.$eval('.bill-calculator output', ({ textContent }) => textContent?.trim() ?? '');
    // By their labels, as a screen reader names them.
    const fill = (label: string, text: string) => page.locator(`::-p-aria(${label})`).fill(text);
    await fill('Viewers in a month', '2');
    await fill('Minutes that each watches', '30');
    await fill('Loaded but not watched, in percent of what is watched', '0');
    await fill('Minutes of video in the account', '1001');
    expect(await readBill()).toMatch(/^\$10\.06\s+a month: \$0\.06 for 60 delivered minutes/);
    await fill('Minutes of video in the account', '-5');
    expect(await readBill()).toContain('Fill in each field');
  } finally {
    await browser.close();
    await server.close();
  }
});

import puppeteer, { type Browser, type BrowserContext, type Page } from 'puppeteer-core';
import { CHROMIUM_FLAGS, ensureBrowser } from './browsers.ts';

/** `environment` is added to that of this process. */
export const launchChromium = (
  flags: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<Browser> =>
  puppeteer.launch({
    executablePath: ensureBrowser('chromium'),
    args: [...CHROMIUM_FLAGS, ...flags],
    env: { ...process.env, ...environment },
    defaultViewport: { width: 1440, height: 900 },
  });

/** Opens a page that waits longer than puppeteer's 30 s: a busy machine takes many times as long. */
export async function openPage(browser: Browser | BrowserContext): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(100_000);
  return page;
}

/** Records every problem of a page from now on: errors, warnings, exceptions, failed requests. */
export function recordProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) problems.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`exception: ${String(error)}`));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${new URL(response.url()).pathname}`);
  });
  return problems;
}

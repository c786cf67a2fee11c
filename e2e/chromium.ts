import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { CHROMIUM_FLAGS, ensureBrowser } from '../scripts/browsers.ts';

export const launchChromium = (): Promise<Browser> =>
  puppeteer.launch({
    executablePath: ensureBrowser('chromium'),
    args: CHROMIUM_FLAGS,
    defaultViewport: { width: 1440, height: 900 },
  });

/** Everything that a page complains of from now on: errors, warnings, exceptions, requests that failed. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warn'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${String(error)}`));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${new URL(response.url()).pathname}`);
  });
  return complaints;
}

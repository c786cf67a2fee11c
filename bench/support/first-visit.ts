import puppeteer, { type Browser } from 'puppeteer-core';
import { CHROMIUM_FLAGS, ensureBrowser } from '../../scripts/browsers.ts';

/** With it, and in every incognito context, Chromium opens no connection in advance. */
const NO_BACKGROUND_NETWORKING = '--disable-background-networking';

/** Launches Chromium with a new profile, for pages of `serveRemotely`. */
export const launchFirstVisit = (flags: readonly string[] = []): Promise<Browser> =>
  puppeteer.launch({
    executablePath: ensureBrowser('chromium'),
    ignoreDefaultArgs: [NO_BACKGROUND_NETWORKING],
    args: [
      ...CHROMIUM_FLAGS.filter((flag) => flag !== NO_BACKGROUND_NETWORKING),
      '--ignore-certificate-errors',
      ...flags,
    ],
    defaultViewport: { width: 1440, height: 900 },
  });

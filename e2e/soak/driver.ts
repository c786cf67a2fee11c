import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'puppeteer-core';
import { createTestServer, type TestServer } from '@secure-stream/test-server';
import { launchChromium } from '../../scripts/chromium.ts';
import { serveSite, type Site } from '../../bench/support/site.ts';
import { choose, FIRST_CHOICES, type Choices } from './choices.ts';
import { endFaults, inject } from './faults.ts';
import { violationsOf, type Snapshot } from './invariants.ts';
import { createScript, describeStep, type Cycle, type EngineName, type ScriptOptions, type Step } from './script.ts';

export interface SoakOptions extends ScriptOptions {
  readonly seconds: number;
  readonly print: (line: string) => void;
}

export interface SoakReport {
  readonly cycles: number;
  readonly steps: number;
  readonly violations: readonly string[];
}

/** The time in which a player has to recover, and for which it has to keep the conditions, in milliseconds. */
const RECOVERY_MS = 60_000;
const STABLE_MS = 1500;
/** How long a removed player goes on with its requests (`docs/decisions/0026-kept-after-removal.md`). */
const KEPT_MS = 2000;

/** Runs the script of a seed on a player in Chromium. */
export async function soak({ seconds, print, ...options }: SoakOptions): Promise<SoakReport> {
  const testServer = await createTestServer();
  const site = await serveSite({
    scripts: [new URL('./page.ts', import.meta.url)],
    token: (request) => testServer.endpoint.fetch(request),
  });
  const browser = await launchChromium();
  try {
    const driver = await SoakDriver.create(testServer, site, browser, print);
    const end = Date.now() + seconds * 1000;
    let cycles = 0;
    for (const cycle of createScript(options)) {
      await driver.play(cycle, end);
      cycles += 1;
      if (Date.now() >= end) break;
    }
    return { cycles, steps: driver.steps, violations: driver.violations };
  } finally {
    await browser.close();
    site.close();
    await testServer.close();
  }
}

class SoakDriver {
  readonly violations: string[] = [];
  steps = 0;
  readonly #testServer: TestServer;
  readonly #browser: Browser;
  readonly #page: Page;
  readonly #cdp: CDPSession;
  readonly #print: (line: string) => void;
  readonly #start = Date.now();
  readonly #problems: string[] = [];
  /** For each engine, the counts after each of its players was removed. */
  readonly #leftBehind = new Map<string, readonly number[]>();
  #choices: Choices = FIRST_CHOICES;
  #other: Page | null = null;

  private constructor(
    testServer: TestServer,
    browser: Browser,
    page: Page,
    cdp: CDPSession,
    print: (line: string) => void,
  ) {
    this.#testServer = testServer;
    this.#browser = browser;
    this.#page = page;
    this.#cdp = cdp;
    this.#print = print;
    page.on('pageerror', (error) => this.#problems.push(`an uncaught error: ${String(error)}`));
    page.on('console', (message) => {
      const text = message.text();
      // The browser itself logs each failed request.
      if (message.type() === 'error' && !/Failed to load resource|ERR_|CORS/.test(text))
        this.#problems.push(`an error on the console: ${text}`);
      if (TOKEN.test(text)) this.#problems.push('a token on the console');
    });
  }

  static async create(
    testServer: TestServer,
    site: Site,
    browser: Browser,
    print: (line: string) => void,
  ): Promise<SoakDriver> {
    const page = await browser.newPage();
    await page.goto(`${site.url}/page`);
    await page.waitForFunction(() => 'viewer' in window, { timeout: 60_000 });
    await page.evaluate(() => {
      const main = document.createElement('main');
      main.append(document.createElement('div'), document.createElement('div'));
      document.body.append(main);
    });
    const cdp = await page.createCDPSession();
    await cdp.send('Network.enable');
    return new SoakDriver(testServer, browser, page, cdp, print);
  }

  async play(cycle: Cycle, end: number): Promise<void> {
    const { engine, stream, tokenLifetime, prerendered } = cycle;
    this.#log(`— ${engine}, ${stream}, tokens of ${tokenLifetime} s${prerendered ? ', prerendered' : ''}`);
    const { origin, endpoint, videoId, liveInputId } = await this.#testServer.open({ tokenLifetime: tokenLifetime });
    if (stream !== 'vod') {
      this.#testServer.startLive();
      await wait(8000);
    }
    this.#choices = FIRST_CHOICES;
    const id = stream === 'vod' ? videoId : liveInputId;
    const options = { origin, endpoint, engine, stream, videoId: id, isPrerendered: prerendered > 0 };
    await this.#page.evaluate((given) => window.viewer.mount(given), options);
    if (prerendered) {
      await wait(prerendered);
      const requests = this.#testServer.countTokenRequests();
      if (requests > 0) this.#violate(`requests no token before the page is shown: ${requests} requests`);
      await this.#page.evaluate(() => window.viewer.activate());
    }
    await this.#checkRecovery();
    for (const round of cycle.rounds) {
      if (Date.now() >= end) break;
      for (const step of round) await this.#perform(step, engine);
      await endFaults(this.#testServer, this.#cdp);
      await this.#show();
      await this.#page.evaluate(() => window.viewer.settle());
      await this.#checkRecovery();
    }
    await this.#removePlayer(engine);
  }

  async #perform(step: Step, engine: EngineName): Promise<void> {
    await wait(step.after);
    this.steps += 1;
    this.#log(`  ${describeStep(step)}`);
    if ('fault' in step.step) {
      await inject(step.step, engine, this.#testServer, this.#cdp);
      if (step.step.fault === 'offline') await wait(step.step.seconds * 1000);
      return;
    }
    if (step.step.do === 'hide') return this.#hide();
    if (step.step.do === 'show') return this.#show();
    // Runs as a user gesture, which full screen and picture-in-picture require.
    const { result } = await this.#cdp.send('Runtime.evaluate', {
      expression: `window.viewer.act(${JSON.stringify(step.step)})`,
      userGesture: true,
      returnByValue: true,
    });
    this.#choices = choose(this.#choices, step.step, result.value as string | number | null | undefined);
  }

  /** After the faults have ended, the player has to meet the conditions within a minute, and keep them. */
  async #checkRecovery(): Promise<void> {
    const deadline = Date.now() + RECOVERY_MS;
    let found: string[];
    let now = await this.#takeSnapshot();
    do {
      const before = now;
      await wait(STABLE_MS);
      now = await this.#takeSnapshot();
      found = violationsOf(before, now, this.#choices);
    } while (found.length > 0 && Date.now() < deadline);
    if (TOKEN.test(await this.#page.evaluate(() => window.viewer.html()))) found.push('a token in the DOM');
    found.push(...this.#problems.splice(0));
    this.#log(`  recovered: ${now.error ? `error ${now.error.reason}` : `${now.state} at ${now.time.toFixed(1)} s`}`);
    for (const what of found) this.#violate(what);
    // Accepts the current state and retries, so that one violation is not reported in each round.
    if (found.length > 0) await this.#accept(now);
  }

  async #accept(now: Snapshot): Promise<void> {
    const { rate, volume, muted, captions, dub, quality } = now;
    this.#choices = { playing: true, rate, volume, muted, captions, dub, quality };
    await this.#page.evaluate(
      (isError) => void (isError && window.viewer.act({ do: 'retry' }), window.viewer.act({ do: 'play' })),
      now.error !== null,
    );
    await wait(STABLE_MS);
  }

  /** Removes the player. Nothing of it may continue or remain. */
  async #removePlayer(engine: string): Promise<void> {
    await this.#page.evaluate(() => window.viewer.unmount());
    await wait(KEPT_MS + STABLE_MS);
    this.#testServer.clearRequests();
    await wait(2 * STABLE_MS);
    const requests = this.#testServer.listRequests().length + this.#testServer.countTokenRequests();
    if (requests > 0) this.#violate(`requests nothing after it was removed: ${requests} requests`);
    const timers = await this.#page.evaluate(() => window.viewer.timers());
    if (timers > 0) this.#violate(`leaves no timer behind: ${timers}`);
    // Objects that one collection finalizes are freed by the next one.
    for (let count = 0; count < 3; count += 1) {
      await this.#cdp.send('HeapProfiler.collectGarbage');
      await wait(300);
    }
    const { jsEventListeners, nodes } = await this.#cdp.send('Memory.getDOMCounters');
    const { usedSize } = await this.#cdp.send('Runtime.getHeapUsage');
    this.#log(`  removed: ${nodes} nodes, ${jsEventListeners} listeners, ${(usedSize / 1e6).toFixed(1)} MB`);
    for (const [name, value, slack] of [
      ['nodes', nodes, 500],
      ['listeners', jsEventListeners, 70],
      ['megabytes', usedSize / 1e6, 6],
    ] as const) {
      const key = `${engine} ${name}`;
      const before = this.#leftBehind.get(key) ?? [];
      this.#leftBehind.set(key, [...before, value]);
      // A browser retains one or two players, of any engine, each with up to 250 nodes and 35 listeners. More growth after the first three is a leak.
      if (before.length >= 3 && value > Math.max(...before.slice(0, 3)) + slack)
        this.#violate(`leaves nothing behind: ${name} ${[...before, value].map(Math.round).join(', ')}`);
    }
    for (const what of this.#problems.splice(0)) this.#violate(what);
  }

  #takeSnapshot = () => this.#page.evaluate(() => window.viewer.takeSnapshot());

  async #hide(): Promise<void> {
    this.#other ??= await this.#browser.newPage();
    await this.#other.bringToFront();
  }

  async #show(): Promise<void> {
    await this.#page.bringToFront();
    await this.#other?.close();
    this.#other = null;
  }

  #violate(what: string): void {
    this.violations.push(what);
    this.#log(`  ✗ ${what}`);
  }

  #log(line: string): void {
    this.#print(`${((Date.now() - this.#start) / 1000).toFixed(1).padStart(7)} s ${line}`);
  }
}

/** Three parts of base64url, of which the first is the header of a JWT. */
const TOKEN = /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/;

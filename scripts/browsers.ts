import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export type BrowserName = 'chromium' | 'firefox' | 'webkit';

const CANDIDATES: Record<BrowserName, readonly string[]> = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
  ],
  firefox: ['/usr/bin/firefox-esr', '/usr/bin/firefox'],
  webkit: ['/usr/bin/WebKitWebDriver'],
};

const DEBIAN: Record<BrowserName, readonly string[]> = {
  chromium: ['chromium', 'fonts-dejavu-core'],
  firefox: ['firefox-esr'],
  webkit: [
    'webkit2gtk-driver',
    'xvfb',
    'xauth',
    'gstreamer1.0-libav',
    'gstreamer1.0-plugins-good',
    'gstreamer1.0-plugins-bad',
  ],
};

/**
 * The path of a browser, installed when it is missing: Debian's package for root, Playwright's own build of Chromium for
 * everybody else. Throws with the line to type when neither works.
 */
export function ensureBrowser(name: BrowserName): string {
  const found = find(name);
  if (found) return found;
  if (canApt()) {
    console.log(`Installing ${name} with apt-get …`);
    aptInstall(DEBIAN[name]);
  } else if (name === 'chromium') {
    console.log('Installing Chromium with Playwright …');
    spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit' });
  }
  const installed = find(name);
  if (installed) return installed;
  throw new Error(
    `${name} is missing. Install it with:\n\n  sudo apt-get install ${DEBIAN[name].join(' ')}\n\nor name it: ${variable(name)}=/path/to/it npm test`,
  );
}

/** Programs that some tests look through at media and addresses. Where they can not be installed, those tests are skipped. */
export function tryToInstall(...programs: readonly string[]): void {
  const missing = programs.filter((program) => !existsSync(`/usr/bin/${program}`));
  if (missing.length > 0 && canApt()) aptInstall(missing);
}

const canApt = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Installs Debian packages without a question; the caller looks for itself whether that worked. */
export function aptInstall(packages: readonly string[]): void {
  const run = (...args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  run('update', '-qq');
  run('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

function find(name: BrowserName): string | undefined {
  return [
    process.env[variable(name)],
    ...CANDIDATES[name],
    name === 'chromium' ? playwrightChromium() : undefined,
  ].find((path) => path !== undefined && existsSync(path));
}

const variable = (name: BrowserName) => `${name.toUpperCase()}_PATH`;

function playwrightChromium(): string | undefined {
  try {
    const print = "import('playwright').then(({ chromium }) => console.log(chromium.executablePath()))";
    return execFileSync(process.execPath, ['--input-type=module', '-e', print], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}

/** What makes Debian's Chromium start as root, quietly, with sound and without a gesture. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
  '--autoplay-policy=no-user-gesture-required',
];

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const BROWSER_NAMES = ['chromium', 'firefox', 'webkit'] as const;
export type BrowserName = (typeof BROWSER_NAMES)[number];

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

/** Set by `npm test -- --no-install`: nothing is installed, and a missing program is an error that names the command. */
export const NO_INSTALL = 'SECURE_STREAM_NO_INSTALL';

/**
 * Returns the path of a browser. Installs a missing one: as Debian's package for root, else as Playwright's build of Chromium. Throws an
 * error that names the command if neither works.
 */
export function ensureBrowser(name: BrowserName): string {
  const found = findBrowser(name);
  if (found) return found;
  if (isInstallAllowed()) {
    console.log(`Installing ${name} …`);
    if (isAptUsable()) installPackages(DEBIAN[name]);
    else if (name === 'chromium') spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit' });
  }
  const installed = findBrowser(name);
  if (installed) return installed;
  throw new Error(
    `${name} is missing. Install it with:\n\n  ${installCommand(DEBIAN[name])}\n\nor name it: ${variable(name)}=/path/to/it npm test`,
  );
}

/** Debian's packages of the browsers and programs that are not on this machine. */
export function missingPackages(browsers: readonly BrowserName[], programs: readonly string[]): readonly string[] {
  return [
    ...browsers.filter((name) => !findBrowser(name)).flatMap((name) => DEBIAN[name]),
    ...programs.filter((program) => !existsSync(`/usr/bin/${program}`)),
  ];
}

export const installCommand = (packages: readonly string[]) => `sudo apt-get install ${packages.join(' ')}`;

/** Whether Debian packages can be installed without a question. */
export const isAptUsable = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

const isInstallAllowed = () => !process.env[NO_INSTALL];

/** Installs Debian packages without a question. The caller checks whether that worked. */
export function installPackages(packages: readonly string[]): void {
  const run = (...args: string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  run('update', '-qq');
  run('install', '-y', '-qq', '--no-install-recommends', ...packages);
}

export function findBrowser(name: BrowserName): string | undefined {
  const isThere = (path: string | undefined) => path !== undefined && existsSync(path);
  const known = [process.env[variable(name)], ...CANDIDATES[name]].find(isThere);
  if (known || name !== 'chromium') return known;
  // Checked last: loading Playwright takes half a second.
  const own = playwrightChromium();
  return isThere(own) ? own : undefined;
}

/** Name and version of an installed browser, such as `Chromium 156.0.8078.108`. `undefined` if it does not say. */
export function browserVersion(name: BrowserName): string | undefined {
  const path = findBrowser(name);
  if (!path) return undefined;
  // The driver of WebKitGTK has no option for it.
  const isWebkit = name === 'webkit';
  const { stdout } = isWebkit
    ? spawnSync('dpkg-query', ['--show', '--showformat', 'WebKitGTK ${Version}', 'webkit2gtk-driver'], {
        encoding: 'utf8',
      })
    : spawnSync(path, ['--version'], { encoding: 'utf8' });
  return /(?:Chromium|Chrome|Firefox|WebKitGTK) [\d.]+/.exec(stdout ?? '')?.[0];
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

/** Allows Chromium to start as root, without background traffic, and to play audio without a user gesture. */
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

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readSamples } from '../../scripts/docs/samples.ts';
import { BUFFER_S, HLS_CONFIG } from './buffer.ts';

export interface Integration {
  /** Its page, `docs/integrations/<page>.md`. */
  readonly page: string;
  readonly name: string;
  /** Its package, if the benchmark measures it. */
  readonly library?: string;
  /** Its script, by its name on the site. */
  readonly file: string;
  /** The language of its code in the page. */
  readonly language: 'js' | 'tsx';
  /** Limits the buffer, or a third of the video would be complete before the first token expires. */
  readonly limitBuffer: (code: string) => string;
}

const limitHlsJs = (code: string) =>
  code.replace('loader: createTokenLoader(session, Hls)', `$&, ...${JSON.stringify(HLS_CONFIG)}`);

const limitReactPlayer = (code: string) =>
  code.replace('export function', `Object.assign(Hls.DefaultConfig, ${JSON.stringify(HLS_CONFIG)});\n$&`);

const limitShaka = (code: string) =>
  code.replace('new shaka.Player();', `$&\nplayer.configure('streaming.bufferingGoal', ${BUFFER_S});`);

const limitVhs = (code: string) =>
  code.replace(
    'const session =',
    `Object.assign(videojs.Vhs, { GOAL_BUFFER_LENGTH: ${BUFFER_S}, MAX_GOAL_BUFFER_LENGTH: ${BUFFER_S} });\n$&`,
  );

const limitDashJs = (code: string) => {
  const names = ['bufferTimeDefault', 'bufferTimeAtTopQuality', 'bufferTimeAtTopQualityLongForm'];
  const buffer = JSON.stringify(Object.fromEntries(names.map((name) => [name, BUFFER_S])));
  return code.replace('player.initialize();', `$&\nplayer.updateSettings({ streaming: { buffer: ${buffer} } });`);
};

const integration = (
  page: string,
  name: string,
  options: Partial<Pick<Integration, 'file' | 'language' | 'library' | 'limitBuffer'>> = {},
): Integration => ({ page, name, language: 'js', limitBuffer: limitHlsJs, file: `session-${page}`, ...options });

export const INTEGRATIONS: readonly Integration[] = [
  integration('hls-js', 'hls.js', { library: 'hls.js' }),
  integration('video-js-10', 'video.js 10', { library: '@videojs/html' }),
  integration('video-js-10', 'video.js 10, React', { file: 'session-video-js-10-react', language: 'tsx' }),
  integration('vidstack', 'Vidstack', { library: 'vidstack' }),
  integration('hls-video', 'hls-video', { library: 'hls-video-element' }),
  integration('mux-video', 'mux-video', { library: '@mux/mux-video' }),
  integration('mux-player', 'Mux Player'),
  integration('react-player', 'react-player', { language: 'tsx', limitBuffer: limitReactPlayer }),
  integration('video-js-8', 'video.js', { library: 'video.js', limitBuffer: limitVhs }),
  integration('shaka', 'Shaka, DASH', { limitBuffer: limitShaka }),
  integration('shaka', 'Shaka, HLS', {
    file: 'session-shaka-hls',
    limitBuffer: (code) => limitShaka(code).replace('video.mpd', 'video.m3u8'),
  }),
  integration('dash-js', 'dash.js', { limitBuffer: limitDashJs }),
];

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Below the packages of the players, so that the scripts find them. */
const SCRIPTS = new URL('node_modules/.cache/integrations/', import.meta.url);

/** Installs the players, once. */
export function installPlayers(): void {
  const cwd = fileURLToPath(new URL('./', import.meta.url));
  if (!existsSync(new URL('node_modules', import.meta.url)))
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd, stdio: 'inherit' });
}

/** Writes the code of the documentation as the script of a page. Returns its URL. */
export function writeScript({ page, file, language, limitBuffer }: Integration): URL {
  const code = findSample(page, language);
  const limited = limitBuffer(code);
  if (limited === code) throw new Error(`docs/integrations/${page}.md: the code that limits the buffer was not found.`);
  const local = limited
    .replaceAll("'5d5bc37ffcf54c9b82e996823bffbb81'", 'document.documentElement.dataset.videoId')
    .replaceAll("'https://customer-f33zs165nr7gyfy4.cloudflarestream.com'", 'document.documentElement.dataset.origin')
    .replaceAll('/api/stream-token', '/token');
  const script = new URL(`${file}.${language === 'tsx' ? 'jsx' : 'js'}`, SCRIPTS);
  mkdirSync(SCRIPTS, { recursive: true });
  writeFileSync(script, language === 'tsx' ? `${local}\n${RENDER}` : local);
  return script;
}

const RENDER = `import { createRoot } from 'react-dom/client';
createRoot(document.body.appendChild(document.createElement('div'))).render(<Lesson />);
`;

/** The page of a script, without the script. */
export const renderPage = ({ page, language }: Integration) => ({
  links: '',
  body: language === 'js' ? findSample(page, 'html') : '',
});

function findSample(page: string, language: string): string {
  const path = `docs/integrations/${page}.md`;
  const sample = readSamples(ROOT, path).find((one) => one.language === language);
  if (!sample) throw new Error(`${path} has no code in ${language}.`);
  return sample.code;
}

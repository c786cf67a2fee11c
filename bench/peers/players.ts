import { INTEGRATIONS, type Integration } from './integrations.ts';

export interface Player {
  /** Its file in this folder. */
  readonly file: string;
  readonly name: string;
  /** Its package in `package.json`. */
  readonly library?: string;
  readonly renewal: string;
  /** Where the code of its page is. Without one, the page is the file. */
  readonly integration?: Integration;
}

/** Each player is used as its own documentation says. */
const ALONE: readonly Player[] = [
  { file: 'secure-stream', name: 'secure-stream', renewal: 'by itself' },
  {
    file: 'hls-js-xhr-setup',
    name: 'hls.js, xhrSetup',
    library: 'hls.js',
    renewal: '`xhrSetup` changes the token in each URL, and renews it 2 s before `exp`',
  },
  {
    file: 'video-js',
    name: 'video.js',
    library: 'video.js',
    renewal: '`onRequest` changes the token in each URL, a timer renews it',
  },
  {
    file: 'video-js-10',
    name: 'video.js 10',
    library: '@videojs/html',
    renewal: 'a timer sets a new `src` of its `<hls-video>`',
  },
  { file: 'hls-video', name: 'hls-video', library: 'hls-video-element', renewal: 'a timer sets a new `src`' },
  { file: 'mux-video', name: 'mux-video', library: '@mux/mux-video', renewal: 'a timer sets a new `src`' },
  { file: 'vidstack', name: 'Vidstack', library: 'vidstack', renewal: 'a timer sets a new `src`' },
  { file: 'hls-js', name: 'hls.js', library: 'hls.js', renewal: 'none' },
  { file: 'cloudflare-video', name: 'cloudflare-video', library: 'cloudflare-video-element', renewal: 'none' },
  { file: 'iframe', name: 'Stream iframe', renewal: 'none' },
];

/** The same with a token session, as `docs/integrations/` says. */
const WITH_SESSION: readonly Player[] = INTEGRATIONS.filter(({ library }) => library).map((integration) => ({
  file: integration.file,
  name: `${integration.name} with session`,
  ...(integration.library && { library: integration.library }),
  renewal: `[\`@secure-stream/session\`](integrations/${integration.page}.md)`,
  integration,
}));

export const PLAYERS: readonly Player[] = [...ALONE, ...WITH_SESSION];

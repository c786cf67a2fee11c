/** The query parameters of the iframe player (Cloudflare: Using the Stream Player). */
export interface EmbedParameters {
  readonly autoplay?: boolean;
  readonly loop?: boolean;
  readonly muted?: boolean;
  /** Default true. The only boolean whose value the iframe player reads. */
  readonly controls?: boolean;
  readonly preload?: 'auto' | 'metadata' | 'none';
  readonly poster?: string;
  readonly primaryColor?: string;
  readonly letterboxColor?: string;
  /** Seconds, or the service's `1h12m27s`. */
  readonly startTime?: number | string;
  readonly defaultTextTrack?: string;
  /** The URL of a VAST tag. */
  readonly adUrl?: string;
  readonly dvrEnabled?: boolean;
}

const NAMES = {
  preload: 'preload',
  poster: 'poster',
  primaryColor: 'primaryColor',
  letterboxColor: 'letterboxColor',
  startTime: 'startTime',
  defaultTextTrack: 'defaultTextTrack',
  adUrl: 'ad-url',
} as const;

/** The query of an iframe player URL. `autoplay=false` would turn autoplay *on*: the player checks only that the parameter is present. */
export function embedQuery(parameters: EmbedParameters): Record<string, string | number> {
  const query: Record<string, string | number> = {};
  for (const name of ['autoplay', 'loop', 'muted'] as const) if (parameters[name]) query[name] = 'true';
  if (parameters.controls === false) query['controls'] = 'false';
  if (parameters.dvrEnabled) query['dvrEnabled'] = 'true';
  for (const [key, name] of Object.entries(NAMES) as [keyof typeof NAMES, string][]) {
    const value = parameters[key];
    // With an empty poster the player logs "poster value should be a valid encoded URL".
    if (value !== undefined && value !== '') query[name] = value;
  }
  return query;
}

/** Parses the query as the iframe player does. */
export function parseEmbedQuery(query: URLSearchParams): EmbedParameters {
  const parameters: Record<string, unknown> = {};
  for (const name of ['autoplay', 'loop', 'muted']) if (query.has(name)) parameters[name] = true;
  const controls = query.get('controls');
  if (controls !== null) parameters['controls'] = controls !== 'false' && controls !== '0';
  if (query.get('dvrEnabled') === 'true') parameters['dvrEnabled'] = true;
  for (const [key, name] of Object.entries(NAMES)) {
    const value = query.get(name);
    if (value) parameters[key] = value;
  }
  return parameters;
}

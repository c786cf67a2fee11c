/** The Stream player's parameters (documentation: Using the Stream Player). */
export interface EmbedParameters {
  readonly autoplay?: boolean;
  readonly loop?: boolean;
  readonly muted?: boolean;
  /** Default true. The only switch whose value is read. */
  readonly controls?: boolean;
  readonly preload?: 'auto' | 'metadata' | 'none';
  readonly poster?: string;
  readonly primaryColor?: string;
  readonly letterboxColor?: string;
  /** Seconds, or the service's `1h12m27s`. */
  readonly startTime?: number | string;
  readonly defaultTextTrack?: string;
  /** A VAST tag. */
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

/** What goes behind a frame's address. `autoplay=false` would turn autoplay *on*: the frame looks only whether the name is there. */
export function embedQuery(parameters: EmbedParameters): Record<string, string | number> {
  const query: Record<string, string | number> = {};
  for (const name of ['autoplay', 'loop', 'muted'] as const) if (parameters[name]) query[name] = 'true';
  if (parameters.controls === false) query['controls'] = 'false';
  if (parameters.dvrEnabled) query['dvrEnabled'] = 'true';
  for (const [key, name] of Object.entries(NAMES) as [keyof typeof NAMES, string][]) {
    const value = parameters[key];
    // An empty poster makes the player say "poster value should be a valid encoded URL".
    if (value !== undefined && value !== '') query[name] = value;
  }
  return query;
}

/** The frame's own reading of what stands behind its address. */
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

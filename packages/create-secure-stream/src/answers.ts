/** What the app is made with, and how a question names it. */
export const FRAMEWORKS = {
  html: 'HTML, without a framework',
  react: 'React',
  next: 'Next',
  vue: 'Vue',
  svelte: 'Svelte',
} as const;

/** Where the token endpoint runs. Next brings its own server. */
export const SERVERS = {
  node: 'Node, with Hono',
  worker: 'Cloudflare Worker',
} as const;

export type Framework = keyof typeof FRAMEWORKS;
export type Server = keyof typeof SERVERS;

/** What somebody has decided about the new app. */
export type Answers = {
  /** Path of the folder of the app, relative to the current one. */
  readonly directory: string;
  /** Whether the number of simultaneous viewings of a viewer is limited. */
  readonly hasViewingLimits: boolean;
} & (
  | { readonly framework: 'next'; readonly server?: undefined }
  | { readonly framework: Exclude<Framework, 'next'>; readonly server: Server }
);

/** Answers that are not complete yet: those of the command line. */
export interface PartialAnswers {
  readonly directory?: string | undefined;
  readonly framework?: Framework | undefined;
  readonly server?: Server | undefined;
  readonly hasViewingLimits?: boolean | undefined;
}

/** What `--yes` answers. */
export const DEFAULTS = {
  directory: 'private-video',
  framework: 'react',
  server: 'node',
  hasViewingLimits: false,
} as const;

/** What the app is made with, and how a question names it. */
export const FRAMEWORKS = {
  html: 'HTML, without a framework',
  react: 'React',
  next: 'Next',
  astro: 'Astro',
  vue: 'Vue',
  svelte: 'Svelte',
} as const;

/** Where the token endpoint runs. {@link OWN_SERVER} names the frameworks that bring their own server. */
export const SERVERS = {
  node: 'Node, with Hono',
  worker: 'Cloudflare Worker',
} as const;

export const OWN_SERVER = ['next', 'astro'] as const;

export type Framework = keyof typeof FRAMEWORKS;
type FrameworkWithServer = (typeof OWN_SERVER)[number];
export type Server = keyof typeof SERVERS;

/** What somebody has decided about the new app. */
export type Answers = {
  /** Path of the folder of the app, relative to the current one. */
  readonly directory: string;
  /** Whether the number of simultaneous viewings of a viewer is limited. */
  readonly hasViewingLimits: boolean;
} & (
  | { readonly framework: FrameworkWithServer; readonly server?: undefined }
  | { readonly framework: Exclude<Framework, FrameworkWithServer>; readonly server: Server }
);

export const hasOwnServer = (framework: Framework | undefined): framework is FrameworkWithServer =>
  OWN_SERVER.some((name) => name === framework);

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

/** Something that the user of the command can correct. The message names the choices. */
export class UsageError extends Error {}

/** Takes the default for each answer that is missing. */
export function completeWithDefaults(answers: PartialAnswers): Answers {
  const { directory = DEFAULTS.directory, framework = DEFAULTS.framework, server = DEFAULTS.server } = answers;
  const { hasViewingLimits = DEFAULTS.hasViewingLimits } = answers;
  return hasOwnServer(framework)
    ? { directory, framework, hasViewingLimits }
    : { directory, framework, server, hasViewingLimits };
}

/** Throws a `UsageError` that names each missing answer with its choices: without a terminal nobody can be asked. */
export function requireComplete(answers: PartialAnswers): Answers {
  const { directory, framework, server, hasViewingLimits } = answers;
  const missing = [
    directory === undefined && 'the directory',
    framework === undefined && `--framework (${Object.keys(FRAMEWORKS).join(', ')})`,
    !hasOwnServer(framework) && server === undefined && `--server (${Object.keys(SERVERS).join(', ')})`,
    hasViewingLimits === undefined && '--viewing-limits or --no-viewing-limits',
  ].filter((name) => name !== false);
  if (missing.length > 0)
    throw new UsageError(
      `There is no terminal to ask for ${missing.join(', ')}. Give them, or --yes for the defaults.`,
    );
  return completeWithDefaults(answers);
}

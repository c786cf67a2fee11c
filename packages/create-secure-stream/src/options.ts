import { parseArgs } from 'node:util';
import { FRAMEWORKS, hasOwnServer, OWN_SERVER, SERVERS, type PartialAnswers, UsageError } from './answers.js';

export const HELP = `Writes an app that plays a private Cloudflare Stream video.

  npm create secure-stream@latest [directory] -- [options]

  --framework NAME     ${Object.keys(FRAMEWORKS).join(', ')}
  --server NAME        ${Object.keys(SERVERS).join(', ')}; not for ${OWN_SERVER.join(', ')}
  --viewing-limits     limits the simultaneous viewings of a viewer; --no-viewing-limits does not
  --yes                asks nothing, and takes the default for each answer that is not given
  --help               prints this text

A question is asked for each answer that is missing.
`;

/** The arguments of the command, after validation. */
export interface Options {
  readonly answers: PartialAnswers;
  readonly isYes: boolean;
  readonly isHelp: boolean;
}

/** Parses the arguments of the command. Throws a `UsageError` for arguments that are invalid. */
export function parseOptions(argv: readonly string[]): Options {
  const { values, positionals } = parse(argv);
  const [directory, ...others] = positionals;
  if (others.length > 0) throw new UsageError(`One directory is enough: ${positionals.join(', ')}.`);
  if (directory === '') throw new UsageError('The directory must not be empty.');
  const framework = choose('--framework', values.framework, FRAMEWORKS);
  const server = choose('--server', values.server, SERVERS);
  if (framework && hasOwnServer(framework) && server)
    throw new UsageError(
      `${FRAMEWORKS[framework]} brings its own server: leave out --server, or choose another --framework.`,
    );
  return {
    answers: { directory, framework, server, hasViewingLimits: values['viewing-limits'] },
    isYes: values.yes,
    isHelp: values.help,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      allowNegative: true,
      options: {
        framework: { type: 'string' },
        server: { type: 'string' },
        'viewing-limits': { type: 'boolean' },
        yes: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function choose<Choice extends string>(
  flag: string,
  value: string | undefined,
  choices: Readonly<Record<Choice, string>>,
): Choice | undefined {
  if (value === undefined || Object.hasOwn(choices, value)) return value as Choice | undefined;
  throw new UsageError(`${flag} is "${value}". Choose one of: ${Object.keys(choices).join(', ')}.`);
}

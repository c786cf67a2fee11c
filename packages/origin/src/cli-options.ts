import { parseArgs } from 'node:util';
import { isApiToken } from './api/credentials.js';

/** The options of the command, after validation. */
export interface CliOptions {
  readonly port: number;
  readonly hostname: string;
  readonly library: string | undefined;
  /** Base64 JWKs. */
  readonly keys: readonly string[];
  readonly apiToken: string | undefined;
  readonly state: string | undefined;
  /** Whether to create a signing key and print it. */
  readonly printKey: boolean;
  readonly live: boolean;
  readonly quiet: boolean;
  readonly help: boolean;
}

/** Parses the arguments of the command. Throws a `TypeError` that contains no key for arguments that are invalid. */
export function parseOptions(argv: readonly string[]): CliOptions {
  const { port: portText, key: keys, 'api-token': apiToken, 'print-key': printKey, ...options } = parse(argv);
  for (const [name, value] of Object.entries({ ...options, 'api-token': apiToken }))
    // An empty host name would listen on every network interface.
    if (value === '') throw new TypeError(`--${name} must not be empty`);
  const port = Number(portText);
  if (!/^\d+$/.test(portText) || port > 65_535) throw new TypeError('--port must be a number from 0 to 65535');
  if (apiToken !== undefined && !isApiToken(apiToken))
    throw new TypeError('--api-token must be printable ASCII without spaces');
  return { library: undefined, state: undefined, ...options, port, keys, apiToken, printKey };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string', default: '8788' },
        hostname: { type: 'string', default: '127.0.0.1' },
        library: { type: 'string' },
        key: { type: 'string', multiple: true, default: [] },
        'api-token': { type: 'string' },
        state: { type: 'string' },
        'print-key': { type: 'boolean', default: false },
        live: { type: 'boolean', default: false },
        quiet: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw redactError(error);
  }
}

/**
 * The parser quotes an argument that it does not expect, and that may be a key without its `--key`, also in several lines. So there is no
 * `cause` either.
 */
function redactError(error: unknown): TypeError {
  const message = error instanceof Error ? error.message : '';
  return new TypeError(
    message.replace(/'[^]*'/, (quoted) => (quoted.includes('\n') ? "'…'" : quoted)).replace(/[\w+/=.-]{33,}/g, '…'),
  );
}

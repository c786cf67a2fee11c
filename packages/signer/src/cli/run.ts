import { Command, CommanderError } from 'commander';
import { SignerError, type SignerErrorReason } from '../errors.js';
import { CLOUDFLARE_API } from '../sources/stream-api.js';
import type { CheckCommandOptions } from './check/check.js';
import { init, type InitOptions } from './init.js';
import { inspect } from './inspect.js';
import { createKey, listKeys, revokeKey } from './keys.js';
import {
  escapeControls,
  redact,
  COMMAND,
  createApi,
  printResult,
  type GlobalOptions,
  type KeyOptions,
  type Terminal,
} from './terminal.js';
import { createToken, type TokenOptions } from './token.js';
import { assertVideoId } from '../video-id.js';

/** 0: success. 1: failure, errors in the inspected token, or differences that `check` found. 2: invalid arguments or settings, or `check` could not ask. */
export type ExitCode = 0 | 1 | 2;

const USAGE_ERRORS: readonly SignerErrorReason[] = ['config', 'restriction', 'video-id', 'unsupported'];

const AFTER_HELP = `
Environment variables, also read from the env file:
  CLOUDFLARE_ACCOUNT_ID  the account id
  CLOUDFLARE_API_TOKEN   an API token with the permission Stream Edit
  STREAM_SIGNING_JWK     the signing key, as "init" writes it

Exit codes: 0 success, 1 failure, errors in the inspected token or differences in the check,
2 invalid arguments or settings, or a check that could not run.`;

/** The video of Cloudflare's documentation, "Upload with a link". */
const SOURCE = 'https://storage.googleapis.com/stream-example-bucket/video.mp4';

/** Runs the command line. `argv` starts at the first argument. */
export async function run(argv: readonly string[], { print, printError, ...system }: Terminal): Promise<ExitCode> {
  const terminal: Terminal = {
    ...system,
    print: (line) => print(escapeControls(line)),
    printError: (line) => printError(escapeControls(line)),
  };
  let code: ExitCode = 0;
  const program = createProgram(terminal, (result) => (code = result));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    // The message of any other error may quote its input.
    const { message, reason } =
      error instanceof SignerError ? error : { message: 'An unexpected error occurred.', reason: null };
    if (program.opts<GlobalOptions>().json) terminal.print(JSON.stringify({ error: { reason, message } }, null, 2));
    terminal.printError(`${COMMAND}: ${message}`);
    return reason && USAGE_ERRORS.includes(reason) ? 2 : 1;
  }
}

function createProgram(terminal: Terminal, setCode: (code: ExitCode) => void): Command {
  const program = new Command(COMMAND)
    .description('Protects Cloudflare Stream videos, manages signing keys, creates and inspects tokens.')
    .option('--api <url>', 'the URL of the API, https only', CLOUDFLARE_API)
    .option('--account <id>', 'the account, instead of CLOUDFLARE_ACCOUNT_ID')
    // Not `--env-file`: Node 20 reads that option itself, even after the name of the script.
    .option('--dotenv <path>', 'the env file for the key and the variables', '.env')
    .option('--json', 'print JSON')
    .addHelpText('after', AFTER_HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.printError(text.trimEnd()),
      outputError: (text, write) => write(redact(text)),
    });

  program
    .command('init')
    .description('create a signing key and write it to the env file')
    .option('--wrangler', 'print the key for `npx wrangler secret bulk` instead')
    .option('--force', 'replace the key in the env file; the old key stays valid until it is revoked')
    .option('--rotate', 'the same as --force')
    .action((_options, command: Command) => init(terminal, command.optsWithGlobals<InitOptions>()));

  program
    .command('protect <video>')
    .description('make a video require signed URLs')
    .option('--allowed-origins <domains...>', 'the domains whose pages may embed it, such as example.com *.example.com')
    .action((video: string, _options, command: Command) =>
      protect(video, terminal, command.optsWithGlobals<ProtectOptions>()),
    );

  program
    .command('token <video>')
    .description('create a token for testing')
    .option('--expires-in <duration>', 'the lifetime: 45s, 2h, 1h30m; at most 24h', '1h')
    .option('--country <codes...>', 'allow only these countries')
    .option('--address <ranges...>', 'allow only these IP addresses or CIDR ranges')
    .option('--block-country <codes...>', 'block these countries')
    .option('--downloadable', 'also allow the MP4 download')
    .option('--key-file <path>', 'read the key from a file, or from standard input with -')
    .option('--via-api', 'let the service sign the token, even if there is a key')
    .action((video: string, _options, command: Command) =>
      createToken(video, terminal, command.optsWithGlobals<TokenOptions>()),
    );

  program
    .command('inspect [token]')
    .description('print what a token allows and its errors; reads standard input without an argument')
    .option('--key-file <path>', 'read the key from a file')
    .action(async (token: string | undefined, _options, command: Command) =>
      setCode((await inspect(token, terminal, command.optsWithGlobals<KeyOptions>())) ? 0 : 1),
    );

  program
    .command('check')
    .description(
      'compare the service with the local origin, on your account, with a video and keys that it creates and removes',
    )
    .option('--yes', 'begin; without it, the command says what it would do')
    .option('--source <url>', 'a short video that the service copies', SOURCE)
    .option('--report <path>', 'the reports, without .json and .md', 'stream-check')
    .action(async (_options, command: Command) => {
      // Loaded on demand, so that the other commands do not read its questions.
      const { check } = await import('./check/check.js');
      setCode(await check(terminal, command.optsWithGlobals<CheckCommandOptions>()));
    });

  addKeyCommands(program, terminal);
  return program;
}

function addKeyCommands(program: Command, terminal: Terminal): void {
  const keys = program.command('keys').description('list, create and revoke signing keys');

  keys
    .command('list')
    .description('list the keys of the account, newest first')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const list = await listKeys(createApi(terminal, options));
      printResult(
        terminal,
        options,
        list,
        list.map(({ id, created }) => `${id}  ${created}`).join('\n') || 'There are no keys.',
      );
    });

  keys
    .command('create')
    .description('create a key and print it; the service does not show it again')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const key = await createKey(createApi(terminal, options));
      printResult(terminal, options, key, `id   ${key.id}\njwk  ${key.jwk}\npem  ${key.pem}`);
    });

  keys
    .command('revoke <id>')
    .description('revoke a key: the service then rejects every token that it signed')
    .action(async (id: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await revokeKey(createApi(terminal, options), id);
      printResult(
        terminal,
        options,
        { id, revoked: true },
        `Revoked key ${id}. The service now rejects every token that it signed.`,
      );
    });
}

interface ProtectOptions extends GlobalOptions {
  readonly allowedOrigins?: string[];
}

/** Makes a video require signed URLs and, optionally, sets the origins whose pages may embed it. */
async function protect(videoId: string, terminal: Terminal, options: ProtectOptions): Promise<void> {
  assertVideoId(videoId);
  const { allowedOrigins } = options;
  const settings = { requireSignedURLs: true, ...(allowedOrigins ? { allowedOrigins } : {}) };
  await createApi(terminal, options)('POST', `/${videoId}`, { uid: videoId, ...settings });
  const where = allowedOrigins ? ` Pages of ${allowedOrigins.join(', ')} may embed it.` : '';
  printResult(terminal, options, { uid: videoId, ...settings }, `Video ${videoId} now requires signed URLs.${where}`);
}

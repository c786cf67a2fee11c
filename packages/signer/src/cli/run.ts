import { Command, CommanderError } from 'commander';
import { SignerError, type SignerErrorReason } from '../errors.js';
import { CLOUDFLARE_API } from '../stream-api.js';
import { init, type InitOptions } from './init.js';
import { inspect } from './inspect.js';
import { createKey, listKeys, revokeKey } from './keys.js';
import { protect, type ProtectOptions } from './protect.js';
import { answer, apiOf, type GlobalOptions, type Terminal } from './terminal.js';
import { mintToken, type TokenOptions } from './token.js';

/** 0: done. 1: it failed, or the inspected token is faulty. 2: it was called wrongly. */
export type ExitCode = 0 | 1 | 2;

const CALLED_WRONGLY: readonly SignerErrorReason[] = ['config', 'restriction', 'video-id', 'unsupported'];

const AFTER_HELP = `
Environment, also read from the env file:
  CLOUDFLARE_ACCOUNT_ID  the account
  CLOUDFLARE_API_TOKEN   an API token with the permission Stream Edit
  STREAM_SIGNING_JWK     the signing key, as "signer init" writes it

Exit codes: 0 done, 1 failed or the inspected token is faulty, 2 called wrongly.`;

/** The command line, without a process around it. `argv` starts at the first argument. */
export async function run(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = createProgram(terminal, (faultless) => (code = faultless ? 0 : 1));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    // Whatever else was thrown may quote what it choked on.
    const { message, reason } =
      error instanceof SignerError ? error : { message: 'Something unexpected happened.', reason: null };
    if (program.opts<GlobalOptions>().json) terminal.print(JSON.stringify({ error: { reason, message } }, null, 2));
    terminal.complain(`signer: ${message}`);
    return reason && CALLED_WRONGLY.includes(reason) ? 2 : 1;
  }
}

function createProgram(terminal: Terminal, judged: (faultless: boolean) => void): Command {
  const program = new Command('signer')
    .description('Protects Cloudflare Stream videos, keeps their signing keys, mints and inspects tokens.')
    .option('--api <url>', 'where the API is', CLOUDFLARE_API)
    .option('--account <id>', 'the account, instead of CLOUDFLARE_ACCOUNT_ID')
    // Not `--env-file`: Node 20 takes that for itself, even behind the name of the script.
    .option('--dotenv <path>', 'where the key is kept and variables are looked up', '.env')
    .option('--json', 'answer in JSON')
    .addHelpText('after', AFTER_HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
    });

  program
    .command('init')
    .description('create a signing key and write it to the env file')
    .option('--wrangler', 'print it for `npx wrangler secret bulk` instead')
    .option('--rotate', 'replace the key that is there; the old one stays valid until it is revoked')
    .action((_options, command: Command) => init(terminal, command.optsWithGlobals<InitOptions>()));

  program
    .command('protect <video>')
    .description('make a video require signed URLs')
    .option('--allowed-origins <domains...>', 'the domains whose pages may show it, such as example.com *.example.com')
    .action((video: string, _options, command: Command) =>
      protect(video, terminal, command.optsWithGlobals<ProtectOptions>()),
    );

  program
    .command('token <video>')
    .description('mint a token to try')
    .option('--expires-in <duration>', 'how long it lives: 45s, 2h, 1h30m; 24h at most', '1h')
    .option('--country <codes...>', 'let in these countries and nobody else')
    .option('--address <ranges...>', 'let in these addresses or CIDRs and nobody else')
    .option('--block-country <codes...>', 'keep these countries out')
    .option('--downloadable', 'open the MP4 download too')
    .option('--via-api', 'let the service sign, though there is a key')
    .action((video: string, _options, command: Command) =>
      mintToken(video, terminal, command.optsWithGlobals<TokenOptions>()),
    );

  program
    .command('inspect [token]')
    .description('say what a token allows and what is wrong with it; reads standard input without an argument')
    .action(async (token: string | undefined, _options, command: Command) =>
      judged(await inspect(token, terminal, command.optsWithGlobals<GlobalOptions>())),
    );

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
      const list = await listKeys(apiOf(terminal, options));
      answer(
        terminal,
        options,
        list,
        list.map(({ id, created }) => `${id}  ${created}`).join('\n') || 'There is no key.',
      );
    });

  keys
    .command('create')
    .description('create a key and print it: nobody can see it again')
    .action(async (_options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const key = await createKey(apiOf(terminal, options));
      answer(terminal, options, key, `id   ${key.id}\njwk  ${key.jwk}\npem  ${key.pem}`);
    });

  keys
    .command('revoke <id>')
    .description('revoke a key: every token that it signed is refused from now on')
    .action(async (id: string, _options, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      await revokeKey(apiOf(terminal, options), id);
      answer(
        terminal,
        options,
        { id, revoked: true },
        `Revoked key ${id}. Every token that it signed is refused from now on.`,
      );
    });
}

import { SignerError } from '../../errors.js';
import { createApi, printResult, type GlobalOptions, type Terminal } from '../terminal.js';
import { createReport, renderReport, summarize } from './report.js';
import { runCheck } from './run-check.js';

export interface CheckCommandOptions extends GlobalOptions {
  readonly yes?: true;
  readonly source: string;
  readonly report: string;
}

const PLAN = `This creates in your account, and removes at the end:
  - two or three signing keys
  - one video of less than a minute, and its download
  - three live inputs, without a broadcast
It sends about 50 requests to the API and 300 for files of that video, and takes about 10 minutes.
It changes no other video, key or live input. Ctrl+C ends it and removes everything.`;

/**
 * Asks the service what docs/stream-facts.md calls unknown, and compares its answers with the local origin's. Returns the exit code:
 * 0 without a difference, 1 with one, 2 if a question could not be asked or something could not be removed.
 */
export async function check(terminal: Terminal, options: CheckCommandOptions): Promise<0 | 1 | 2> {
  const api = createApi(terminal, options);
  if (!URL.canParse(options.source)) throw new SignerError('config', { field: '--source', detail: 'must be a URL' });
  if (!options.yes) {
    terminal.print(`${PLAN}\n\nRun the command again with --yes to begin.`);
    return 2;
  }
  const life = new AbortController();
  const stopListening = terminal.onInterrupt(() => life.abort());
  try {
    const result = await runCheck({
      api,
      terminal,
      source: options.source,
      signal: life.signal,
      onProgress: terminal.printError,
    });
    const report = createReport(result, options.api, terminal.now());
    terminal.writeFile(`${options.report}.json`, `${JSON.stringify(report, null, 2)}\n`);
    terminal.writeFile(`${options.report}.md`, renderReport(report));
    const where = `Wrote ${options.report}.json and ${options.report}.md.`;
    printResult(terminal, options, report, `${summarize(report)}\n${where}`);
    const statuses = report.answers.map(({ outcome }) => outcome.status);
    if (result.leftOver.length > 0) return 2;
    if (statuses.includes('different')) return 1;
    return statuses.includes('failed') ? 2 : 0;
  } catch (error) {
    if (life.signal.aborted) terminal.printError('Interrupted.');
    else terminal.printError(error instanceof SignerError ? error.message : 'An unexpected error occurred.');
    return 2;
  } finally {
    stopListening();
  }
}

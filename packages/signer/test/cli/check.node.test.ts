import { existsSync, readFileSync } from 'node:fs';
import { refusals } from '../../../origin/src/access/refusals.js';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { ORIGIN_ANSWERS } from '../../src/cli/check/origin-answers.js';
import { questions } from '../../src/cli/check/run-check.js';
import { outcomeText, tableOf, type Report } from '../../src/cli/check/report.js';
import { createTestTerminal, type TestTerminal } from '../support/terminal.js';

const ROOT = new URL('../../../../', import.meta.url);

test('finds no difference from the origin, whose answers are in src/cli/check/origin-answers.ts', async () => {
  const { run, files, origin } = createTestTerminal({ options: { now: clockFrom('2026-12-01') } });
  const before = [...origin.videos].map(({ uid }) => uid);
  const { code, out, err } = await run('check', '--yes');
  const report = JSON.parse(files.get('stream-check.json') ?? '') as Report;
  const answers = report.answers.flatMap(({ id, outcome }) => ('answer' in outcome ? [[id, outcome.answer]] : []));
  await expect(await formatted(sourceOf(Object.fromEntries(answers)), 'typescript')).toMatchFileSnapshot(
    '../../src/cli/check/origin-answers.ts',
  );
  expect(report.answers.filter(({ outcome }) => outcome.status === 'failed')).toEqual([]);
  expect(code, err).toBe(0);
  expect(out).toContain('Different: 0.');
  expect([...origin.videos].map(({ uid }) => uid)).toEqual(before);
  expect([[...origin.liveInputs].length, origin.keys.list.length]).toEqual([1, 0]);
});

test('takes the statuses of refusals from the table of the origin', () => {
  const reasons = {
    'no-token': 'token-required',
    malformed: 'token-malformed',
    expired: 'expired',
    'not-yet-valid': 'not-yet-valid',
    signature: 'signature-invalid',
    'unknown-key': 'key-unknown',
    'wrong-video': 'wrong-video',
    blocked: 'blocked-by-rule',
    'six-rules': 'too-many-rules',
    'rules-object': 'rules-malformed',
    'other-page': 'origin-not-allowed',
  } as const;
  const statuses = Object.fromEntries(
    Object.entries(reasons).map(([id, reason]) => [id, `${refusals[reason].status}`]),
  );
  expect(ORIGIN_ANSWERS).toMatchObject(statuses);
});

test('names each difference and what depends on it', async () => {
  const options = { now: clockFrom('2026-12-01'), refusals: { expired: { status: 403, body: 'gone' } } };
  const { run, files } = createTestTerminal({ options });
  const { code, out } = await run('check', '--yes', '--report', 'other');
  expect(code).toBe(1);
  expect(out).toContain('different  Refusals: `exp` five minutes ago: 403');
  const markdown = files.get('other.md') ?? '';
  expect(markdown.match(/^### .*/gm)).toEqual(['### Refusals: `exp` five minutes ago']);
  expect(markdown).toContain(
    '- local origin: 401\n- service: 403\n- depends on it: `packages/session/src/request-token.ts`',
  );
});

test('sends no request without --yes', async () => {
  const { run, requests } = createTestTerminal();
  const { code, out } = await run('check');
  expect([code, requests]).toEqual([2, []]);
  expect(out).toContain('removes at the end');
});

test.each(['POST /copy', 'POST /live_inputs'])('removes everything after an interruption during %s', async (last) => {
  const terminal: TestTerminal = createTestTerminal({
    service: async (request) => {
      const response = await terminal.origin.fetch(request);
      if (`${request.method} ${new URL(request.url).pathname.split('/stream')[1]}` === last) terminal.interrupt();
      return response;
    },
  });
  const { origin, run } = terminal;
  const { code, err } = await run('check', '--yes');
  expect([code, err.split('\n').at(-1)]).toEqual([2, 'Interrupted.']);
  expect([[...origin.videos].length, [...origin.liveInputs].length, origin.keys.list.length]).toEqual([1, 1, 0]);
});

test('removes everything after an error, and reports what it could not ask', async () => {
  const { run, files, origin }: TestTerminal = createTestTerminal({
    service: async (request) =>
      request.url.endsWith('/live_inputs') ? new Response(null, { status: 500 }) : origin.fetch(request),
  });
  expect((await run('check', '--yes')).code).toBe(2);
  expect(files.get('stream-check.md')).toContain('failed: The service could not be reached: status 500 without JSON.');
  expect([[...origin.videos].length, origin.keys.list.length]).toEqual([1, 0]);
});

test('names what it could not remove', async () => {
  const { run, origin }: TestTerminal = createTestTerminal({
    service: async (request) =>
      request.method === 'DELETE' ? new Response(null, { status: 500 }) : origin.fetch(request),
  });
  const { code, err } = await run('check', '--yes');
  expect(code).toBe(2);
  expect(err).toMatch(/^Could not remove video [0-9a-f]{32}: remove it yourself\.$/m);
});

test('names only files that exist as dependents', () => {
  const missing = questions
    .flatMap(({ dependents }) => dependents)
    .map((path) => path.replace(/^https:.*?\/main\//, ''))
    .filter((path) => !existsSync(new URL(path, ROOT)));
  expect(missing).toEqual([]);
});

test('docs/stream-facts.md has every question, with the answer of the service if somebody asked', async () => {
  const facts = new URL('docs/stream-facts.md', ROOT);
  // A report that a customer sent: docs/guides/check.md.
  const sent = new URL('docs/stream-answers.json', ROOT);
  const report = existsSync(sent) ? (JSON.parse(readFileSync(sent, 'utf8')) as Report) : null;
  const rows = questions.map(({ id, topic, question, documentation }) => {
    const answer = report?.answers.find((one) => one.id === id)?.outcome;
    return [
      `${topic}: ${question}`,
      documentation,
      answer ? outcomeText(answer) : 'nobody asked',
      ORIGIN_ANSWERS[id] ?? '–',
    ];
  });
  const table = tableOf(
    ['question', 'documentation', report ? `service, ${report.date}` : 'service', 'local origin'],
    rows,
  );
  const text = readFileSync(facts, 'utf8').replace(
    /(<!-- questions -->)[^]*(<!-- \/questions -->)/,
    (_, start: string, end: string) => `${start}\n\n${table}\n\n${end}`,
  );
  await expect(await formatted(text, 'markdown')).toMatchFileSnapshot(facts.pathname);
});

const clockFrom = (date: string) => () => Date.parse(`${date}T12:00:00Z`);

const sourceOf = (answers: object) => `// Generated by test/cli/check.node.test.ts.

/** What the local origin answers to each question, by its id. */
export const ORIGIN_ANSWERS: Readonly<Record<string, string>> = ${JSON.stringify(answers)};
`;

async function formatted(text: string, parser: string): Promise<string> {
  return format(text, { ...(await resolveConfig(new URL('package.json', ROOT).pathname)), parser });
}

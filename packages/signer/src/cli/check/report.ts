import { ORIGIN_ANSWERS } from './origin-answers.js';
import { type CheckResult, type Outcome, questions } from './run-check.js';

/** What a run found out, without anything that identifies the account. */
export interface Report {
  readonly version: 1;
  /** ISO 8601, the day only. */
  readonly date: string;
  /** Host of the API. */
  readonly api: string;
  readonly answers: readonly ReportedAnswer[];
  readonly bodies: CheckResult['bodies'];
}

interface ReportedAnswer {
  readonly id: string;
  readonly question: string;
  readonly documentation: string;
  /** What the local origin answers. */
  readonly origin: string | null;
  readonly outcome: Outcome;
  readonly dependents: readonly string[];
}

export function createReport({ outcomes, bodies }: CheckResult, api: string, now: number): Report {
  const answers = questions.map(({ id, topic, question, documentation, dependents }) => ({
    id,
    question: `${topic}: ${question}`,
    documentation,
    origin: ORIGIN_ANSWERS[id] ?? null,
    outcome: outcomes[id] ?? ({ status: 'failed', reason: 'The run ended before.' } as const),
    dependents,
  }));
  return { version: 1, date: new Date(now).toISOString().slice(0, 10), api: new URL(api).host, answers, bodies };
}

/** The report for people: the differences first, then everything. */
export function renderReport({ date, api, answers, bodies }: Report): string {
  const differences = answers.filter(({ outcome }) => outcome.status === 'different');
  return [
    '# Conformance of the service with the local origin',
    `Asked on ${date} at ${api}. ${countsOf(answers)}`,
    ...(differences.length ? ['## Differences', ...differences.map(renderDifference)] : []),
    '## Answers',
    tableOf(
      ['question', 'documentation', 'local origin', 'service'],
      answers.map(({ question, documentation, origin, outcome }) => [
        question,
        documentation,
        origin ?? '',
        outcomeText(outcome),
      ]),
    ),
    '## Bodies of refusals',
    tableOf(['status', 'body'], Object.entries(bodies)),
    '',
  ].join('\n\n');
}

/** One line for each question. */
export const summarize = ({ answers }: Report): string =>
  [
    ...answers.map(({ question, outcome }) => {
      const text = 'answer' in outcome ? outcome.answer : outcome.reason;
      return `${outcome.status.padEnd(9)}  ${question}: ${text}`;
    }),
    countsOf(answers),
  ].join('\n');

export const outcomeText = (outcome: Outcome): string =>
  'answer' in outcome ? outcome.answer : `${outcome.status}: ${outcome.reason}`;

function countsOf(answers: readonly ReportedAnswer[]): string {
  const count = (status: Outcome['status']) => answers.filter(({ outcome }) => outcome.status === status).length;
  return `Same: ${count('same')}. Different: ${count('different')}. Not asked: ${count('not asked')}. Failed: ${count('failed')}.`;
}

const renderDifference = ({ question, documentation, origin, outcome, dependents }: ReportedAnswer): string =>
  [
    `### ${question}`,
    '',
    `- documentation: ${documentation}`,
    `- local origin: ${origin ?? 'no answer'}`,
    `- service: ${outcomeText(outcome)}`,
    `- depends on it: ${dependents.map((path) => `\`${path}\``).join(', ')}`,
  ].join('\n');

/** A table in Markdown. */
export const tableOf = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`).join('\n');

const escapeCell = (text: string): string => text.replace(/[|\\]/g, '\\$&').replace(/[\r\n]+/g, ' ');

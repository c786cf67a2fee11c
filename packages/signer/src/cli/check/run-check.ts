import { SignerError } from '../../errors.js';
import { ORIGIN_ANSWERS } from './origin-answers.js';
import type { Question } from './question.js';
import { refusalQuestions } from './refusal-questions.js';
import { serviceQuestions } from './service-questions.js';
import { TestVideo, type TestVideoOptions } from './test-video.js';

/** In the order in which they are asked: the first protects the video, the last deletes it. */
export const questions: readonly Question[] = [...refusalQuestions, ...serviceQuestions];

export type Outcome =
  | { readonly status: 'same' | 'different'; readonly answer: string }
  | { readonly status: 'not asked' | 'failed'; readonly reason: string };

export interface CheckResult {
  /** By the id of the question. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
  /** Bodies of refusals by status, without ids and tokens. */
  readonly bodies: Readonly<Record<string, string>>;
  /** Resources that could not be removed. */
  readonly leftOver: readonly string[];
}

export interface CheckOptions extends Omit<TestVideoOptions, 'onCreate'> {
  readonly onProgress: (sentence: string) => void;
}

/** Creates what the questions need, asks them, and removes it again, also after an error or an interruption. */
export async function runCheck({ onProgress, ...options }: CheckOptions): Promise<CheckResult> {
  const created = new Map<string, () => Promise<void>>();
  const leftOver: string[] = [];
  const onCreate: TestVideoOptions['onCreate'] = (name, remove) => {
    const removeOnce = async () => {
      await remove();
      created.delete(name);
    };
    created.set(name, removeOnce);
    onProgress(`Created ${name}.`);
    return removeOnce;
  };
  const outcomes: Record<string, Outcome> = {};
  let bodies = {};
  try {
    const video = await TestVideo.create({ ...options, onCreate });
    for (const question of questions) {
      onProgress(question.question);
      outcomes[question.id] = await ask(question, video);
      options.signal.throwIfAborted();
    }
    bodies = Object.fromEntries(video.bodies);
  } finally {
    for (const [name, remove] of [...created].toReversed()) {
      try {
        await remove();
        onProgress(`Removed ${name}.`);
      } catch (error) {
        if (error instanceof SignerError && error.reason === 'service-not-found') continue;
        leftOver.push(name);
        onProgress(`Could not remove ${name}: remove it yourself.`);
      }
    }
  }
  return { outcomes, bodies, leftOver };
}

async function ask(question: Question, video: TestVideo): Promise<Outcome> {
  if ('notAsked' in question) return { status: 'not asked', reason: question.notAsked };
  try {
    const answer = await question.ask(video);
    return { status: answer === ORIGIN_ANSWERS[question.id] ? 'same' : 'different', answer };
  } catch (error) {
    // The message of any other error may quote a token.
    return { status: 'failed', reason: error instanceof SignerError ? error.message : 'An unexpected error occurred.' };
  }
}

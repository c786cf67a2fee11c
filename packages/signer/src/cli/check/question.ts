import type { TestVideo } from './test-video.js';

/** Something that the documentation of the service leaves open, or that this project relies on. */
export type Question = QuestionText & ({ readonly ask: Ask } | { readonly notAsked: string });

interface QuestionText {
  readonly id: string;
  readonly topic: Topic;
  readonly question: string;
  /** What is known without an account, with its source as in docs/stream-facts.md. */
  readonly documentation: string;
  /** What depends on the answer, as paths of the repository. */
  readonly dependents: readonly string[];
}

export type Topic = 'Refusals' | 'Pages' | 'Times' | 'Files' | 'API' | 'Live' | 'Player';

/** Returns the answer in words that do not depend on the account, so that answers can be compared. */
export type Ask = (video: TestVideo) => Promise<string>;

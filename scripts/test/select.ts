import type { Step } from './steps.ts';

/** A step with its selected test files, or none for a step without tests. */
export interface Selection {
  readonly step: Step;
  readonly files: readonly string[];
  /** Whether the files are all files of the step. */
  readonly isWhole: boolean;
}

/**
 * What `npm test -- <words>` runs. A word is the name of a step or its start (`node`, `browser:chromium`, `browser`), of a package
 * (`element`), or a path of a test file or a folder of them. Without words, everything. Throws for a word that selects nothing.
 */
export function select(words: readonly string[], steps: readonly Step[], allFiles: readonly string[]): Selection[] {
  const selections = steps.flatMap((step) => {
    const own = filesOf(step, allFiles);
    const isWhole = words.length === 0 || words.some((word) => isNamed(step, word));
    const files = isWhole ? own : own.filter((file) => words.some((word) => isInside(file, word)));
    return isWhole || files.length > 0 ? [{ step, files, isWhole: files.length === own.length }] : [];
  });
  const unknown = words.filter((word) => !steps.some((step) => selects(word, step, allFiles)));
  if (unknown.length > 0) throw new Error(`No step, package or test file is named ${unknown.join(', ')}.`);
  return selections;
}

const selects = (word: string, step: Step, allFiles: readonly string[]) =>
  isNamed(step, word) || filesOf(step, allFiles).some((file) => isInside(file, word));

const isNamed = ({ name }: Step, word: string) =>
  name === word || name.startsWith(`${word}:`) || name.startsWith(`${word}-`);

const isInside = (file: string, word: string) =>
  file === word || file.startsWith(`${word.replace(/\/$/, '')}/`) || file.startsWith(`packages/${word}/`);

function filesOf({ tests }: Step, allFiles: readonly string[]): string[] {
  if (!tests) return [];
  return allFiles.filter((file) => tests.files.test(file));
}

/** Recorded wall time of test files in seconds, by `<step> <file>`. */
export type Durations = Readonly<Record<string, number>>;

/** Test files that one browser process runs, one after the other. */
export interface FileGroup {
  readonly files: readonly string[];
  readonly seconds: number;
}

/** Assumed for a file that was never recorded. */
const UNKNOWN_SECONDS = 20;

/** A process costs 6 to 10 core seconds before its first test: Node, the test server, the browser, the modules of the page. */
const MIN_GROUP_SECONDS = 100;

/** The first groups are long, so that few processes start. The last ones are short, so that all slots are busy until near the end. */
const SHARE_OF_REMAINDER = 1 / 4;

/** Divides the files of a step into groups that become shorter, the longest files first. */
export function groupFiles(step: string, files: readonly string[], durations: Durations): readonly FileGroup[] {
  const groups: FileGroup[] = [];
  let waiting = files
    .map((file) => ({ file, seconds: durations[`${step} ${file}`] ?? UNKNOWN_SECONDS }))
    .toSorted((one, other) => other.seconds - one.seconds || one.file.localeCompare(other.file));
  while (waiting.length > 0) {
    const limit = Math.max(MIN_GROUP_SECONDS, SHARE_OF_REMAINDER * totalSeconds(waiting));
    const group: typeof waiting = [];
    for (const next of waiting) if (group.length === 0 || totalSeconds(group) + next.seconds <= limit) group.push(next);
    groups.push({ files: group.map(({ file }) => file), seconds: totalSeconds(group) });
    waiting = waiting.filter((next) => !group.includes(next));
  }
  return groups;
}

const totalSeconds = (files: readonly { readonly seconds: number }[]) =>
  files.reduce((total, { seconds }) => total + seconds, 0);
